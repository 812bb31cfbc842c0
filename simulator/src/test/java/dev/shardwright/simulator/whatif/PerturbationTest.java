package dev.shardwright.simulator.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.EventLoop;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.TaskGraphBuilder;
import dev.shardwright.simulator.timeline.Work;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PerturbationTest {
    private static final TaskGraph STEP = new MadeUpStep(4, 8, 0, 0).graph();

    private static double step(TaskGraph graph) {
        return EventLoop.play(graph).makespan().value();
    }

    private static TaskGraph with(Disturbance... disturbances) {
        return new Perturbation(List.of(disturbances)).of(STEP);
    }

    @Test
    void nothingDisturbedIsTheSameStep() {
        assertThat(step(STEP)).isEqualTo(33);
        assertThat(with()).isSameAs(STEP);
        assertThat(step(with(new SlowRank(2, 1), new SlowLink(1, 1), new Jitter(0, 7))))
                .isEqualTo(33);
    }

    /** The slow rank is busy all the time; filling and draining the others' pipeline stays as long as it was. */
    @Test
    void aSlowRankSlowsItsComputeOnly() {
        // m (1 f + 1.5 f + 0.5) on the last rank, which computes without a pause, and 3 (1 + 2) on those before it.
        assertThat(step(with(new SlowRank(3, 1.4)))).isCloseTo(8 * (2.5 * 1.4 + 0.5) + 9, within(1e-9));
    }

    @Test
    void aSlowLinkSlowsItsCommunicationOnly() {
        assertThat(step(with(new SlowLink(3, 3)))).isCloseTo(8 * (2.5 + 1.5) + 9, within(1e-9));
    }

    @Test
    void disturbancesMultiply() {
        TaskGraph both = with(new SlowRank(3, 2), new MicroBatchWork(List.of(3.0)));
        TaskGraph six = with(new MicroBatchWork(List.of(3.0)));
        for (int task = 0; task < STEP.size(); task++) {
            boolean slow = STEP.rank(task) == 3;
            double compute =
                    STEP.work(task).share(Category.FORWARD) + STEP.work(task).share(Category.BACKWARD);
            double left = STEP.seconds(task) * (1 - compute);
            double expected = (slow ? 2 : 1) * (six.seconds(task) - left) + left;
            assertThat(both.seconds(task)).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void workOfMicroBatchesIsUsedInTurn() {
        TaskGraph uneven = with(new MicroBatchWork(List.of(0.5, 2.0)));
        for (int task = 0; task < STEP.size(); task++) {
            if (STEP.work(task).name().equals("forward")) {
                assertThat(uneven.seconds(task)).isEqualTo(STEP.microBatch(task) % 2 == 0 ? 0.5 : 2);
            }
        }
    }

    /** Work without a time of its own lies in its tasks' durations alone. */
    @Test
    void workWithoutATimeIsOfItsCategory() {
        TaskGraphBuilder builder = new TaskGraphBuilder(1);
        int gather = builder.work(Work.of("gather", "what-if", Category.DATA, Seconds.ZERO, Work.Amount.NONE));
        builder.add(0, Stream.GATHER, gather, -1, 4);
        TaskGraph graph = builder.build();
        assertThat(new Perturbation(List.of(new SlowLink(0, 2))).of(graph).seconds(0))
                .isEqualTo(8);
        assertThat(new Perturbation(List.of(new SlowRank(0, 2))).of(graph).seconds(0))
                .isEqualTo(4);
    }

    @Test
    void aSlowerPartNeverShortensTheStep() {
        for (int rank = 0; rank < 4; rank++) {
            double before = 0;
            for (double factor : new double[] {0.5, 0.9, 1, 1.01, 1.5, 4}) {
                double now = step(with(new SlowRank(rank, factor), new SlowLink(rank, factor)));
                assertThat(now).isGreaterThanOrEqualTo(before);
                before = now;
            }
        }
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new SlowRank(0, 0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new SlowLink(0, Double.NaN)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Jitter(-0.1, 1)).hasMessageContaining("zero or more");
        assertThatThrownBy(() -> new MicroBatchWork(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new MicroBatchWork(List.of(1.0, -1.0))).hasMessageContaining("above 0");
    }
}
