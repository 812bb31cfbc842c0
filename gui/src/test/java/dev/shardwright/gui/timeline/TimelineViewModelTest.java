package dev.shardwright.gui.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shardwright.gui.plan.PlannedWorkspace;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.step.Detail;
import dev.shardwright.simulator.timeline.TaskGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimelineViewModelTest {
    private static final Workspace PLANNED = PlannedWorkspace.ofPipeline();

    private final TimelineViewModel model = new TimelineViewModel(PLANNED);

    @Test
    void playsTheSelectedLayout() {
        StepLanes lanes = lanes();
        assertThat(lanes.lanes().stream().filter(Lane::main)).hasSize(4);
        assertThat(model.view().get()).isEqualTo(Viewport.all(lanes.seconds()));
        assertThat(model.summary().get()).contains(" per step: stages wait ").contains("in bubbles");
    }

    /** Compute, exposed communication and bubbles fill each stage's step, and no slice of a lane covers another. */
    @Test
    void computeLanesHaveNoGaps() {
        for (Lane lane : lanes().lanes()) {
            Slices slices = lane.slices();
            double end = 0;
            double sum = 0;
            for (int i = 0; i < slices.size(); i++) {
                assertThat(slices.start(i)).isGreaterThanOrEqualTo(end - 1e-9);
                end = slices.end(i);
                sum += end - slices.start(i);
            }
            if (lane.main()) {
                assertThat(sum).isCloseTo(lanes().seconds(), within(1e-6));
            }
        }
    }

    @Test
    void switchesTheScheduleInPlace() {
        List<ScheduleChoice> choices = model.schedules().get();
        assertThat(choices).hasSizeGreaterThan(2);
        ScheduleChoice gpipe = choices.stream()
                .filter(choice -> choice.label().equals("gpipe"))
                .findFirst()
                .orElseThrow();
        ChosenLayout before = PLANNED.session().now().selected().orElseThrow();
        double own = lanes().step().step().value();
        model.choose(gpipe);
        assertThat(lanes().step().step().value()).isGreaterThan(own);
        assertThat(model.summary().get()).contains(" % against the plan's schedule)");
        assertThat(PLANNED.session().now().selected()).contains(before);
    }

    @Test
    void tellsOfTheSliceUnderTheMouse() {
        Lane lane = lanes().lanes().get(1);
        model.point(lane, 0);
        assertThat(model.note().get().headline()).contains("stage 0, ").contains(" from ");
        assertThat(model.note().get().detail()).contains("GB/s").contains("docs/model/");
        Lane compute = lanes().lanes().get(0);
        TaskGraph graph = lanes().step().timeline().graph();
        int slice = 0;
        while (compute.slices().task(slice) == Slices.NO_TASK
                || graph.work(compute.slices().task(slice)).amount().flops().value() == 0) {
            slice++;
        }
        model.point(compute, slice);
        assertThat(model.note().get().headline()).contains("stage 0, micro-batch ");
        assertThat(model.note().get().detail()).contains("TFLOP/s");
        model.point(compute, -1);
        assertThat(model.note().get()).isEqualTo(SliceNote.NONE);
    }

    @Test
    void aStepOfVeryManyLayersIsShownByItsPasses() {
        TrainingJob job = PLANNED.session().now().selected().orElseThrow().job();
        assertThat(TimelineViewModel.detail(job)).isEqualTo(Detail.LAYERS);
        Workload large = new Workload(job.workload().sequenceLength(), 1 << 20);
        TrainingJob longer =
                new TrainingJob(job.model(), job.cluster(), large, job.layout(), job.numerics(), job.stack());
        assertThat(TimelineViewModel.detail(longer)).isEqualTo(Detail.PASSES);
    }

    @Test
    void exportsDrawingsAndTraces(@TempDir Path folder) {
        for (String name : List.of("step.svg", "step.png", "step.json", "step.json.gz")) {
            model.export(folder.resolve(name));
            assertThat(model.message().get()).isEqualTo("Wrote " + folder.resolve(name));
            assertThat(folder.resolve(name)).isNotEmptyFile();
        }
        model.export(folder.resolve("step.pdf"));
        assertThat(model.message().get()).contains("must end in .svg or .png");
    }

    /** Writing to this device fails as on a full disk. */
    @Test
    void saysThatTheDiskIsFull(@TempDir Path folder) throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        Path link = Files.createSymbolicLink(folder.resolve("step.svg"), full);
        model.export(link);
        assertThat(model.message().get()).contains(link.toString()).containsIgnoringCase("no space left");
    }

    private StepLanes lanes() {
        return model.lanes().get().orElseThrow();
    }
}
