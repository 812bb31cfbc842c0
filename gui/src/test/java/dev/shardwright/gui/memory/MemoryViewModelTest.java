package dev.shardwright.gui.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.plan.PlannedWorkspace;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.planner.diagnosis.Change;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.step.MemoryCurve;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoryViewModelTest {
    private final Workspace workspace = PlannedWorkspace.ofPipeline();
    private final MemoryViewModel model = new MemoryViewModel(workspace);

    @Test
    void showsEveryStageAndTheWorstOneOverTime() {
        ChosenLayout layout = workspace.session().now().selected().orElseThrow();
        assertThat(model.stages().get()).hasSize(4).contains(layout.report().memory());
        assertThat(model.stage().get()).isEqualTo(layout.report().memory().stage());
        assertThat(model.curve().get().orElseThrow().rank())
                .isEqualTo(model.stage().get());
        model.choose(3);
        assertThat(model.curve().get().orElseThrow().rank()).isEqualTo(3);
        assertThat(model.verdict()).startsWith("Stage ").contains(" GiB of 79.2 GiB, ");
    }

    @Test
    void suggestsWhatWouldFitAndAppliesIt() {
        workspace.session().update(now -> now.looking(tooLarge()));
        assertThat(model.layout().get().orElseThrow().report().memory().verdict())
                .isEqualTo(Verdict.OUT_OF_MEMORY);
        List<Change> changes = model.diagnosis().get().orElseThrow().changes();
        assertThat(changes).isNotEmpty();
        model.apply(changes.get(0));
        ChosenLayout changed = workspace.session().now().selected().orElseThrow();
        assertThat(changed.report()).isEqualTo(changes.get(0).after());
        assertThat(changed.name()).isEqualTo("#1 changed");
        assertThat(changed.report().memory().verdict()).isNotEqualTo(Verdict.OUT_OF_MEMORY);
        assertThat(model.diagnosis().get()).isEmpty();
    }

    /** A peak that is shorter than a pixel is still there. */
    @Test
    void keepsThePeakOfACurve() {
        MemoryCurve curve = new MemoryCurve(
                0,
                List.of(
                        new MemoryCurve.Point(Seconds.ZERO, Bytes.gibibytes(1)),
                        new MemoryCurve.Point(new Seconds(5), Bytes.gibibytes(9)),
                        new MemoryCurve.Point(new Seconds(5.0001), Bytes.gibibytes(2)),
                        new MemoryCurve.Point(new Seconds(10), Bytes.gibibytes(2))));
        double[] columns = CurvePixels.of(curve, 10);
        assertThat(columns).containsExactly(1, 1, 1, 1, 1, 9, 2, 2, 2, 2);
    }

    /** The selected layout with a micro-batch that is much too large. */
    private ChosenLayout tooLarge() {
        TrainingJob job = workspace.session().now().selected().orElseThrow().job();
        Layout l = job.layout();
        ParallelDegrees degrees = l.degrees();
        Layout large = new Layout(degrees, l.schedule(), 16, l.sequenceParallel(), l.contextMethod(), l.memorySaving());
        return new ChosenLayout("#1", Simulator.simulate(job.withLayout(large)));
    }
}
