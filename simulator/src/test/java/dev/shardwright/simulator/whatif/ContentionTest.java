package dev.shardwright.simulator.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.EventLoop;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.TaskGraphBuilder;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.timeline.Work;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ContentionTest {
    private final TaskGraphBuilder builder = new TaskGraphBuilder(2);
    private final int work =
            builder.work(Work.of("work", "what-if", Category.FORWARD, new Seconds(1), Work.Amount.NONE));

    /** Communication from 2 to 6 at the side of 8 s of compute: 2 s, 4 s at half speed, and the 4 s that are left. */
    @Test
    void computeGoesSlowerWhileCommunicationRuns() {
        int first = builder.add(0, Stream.COMPUTE, work, 0, 2);
        int second = builder.add(0, Stream.COMPUTE, work, 0, 6);
        int send = builder.add(0, Stream.DATA, work, 0, 4);
        int elsewhere = builder.add(1, Stream.DATA, work, 0, 100);
        int copy = builder.add(0, Stream.HOST, work, 0, 100);
        builder.after(send, first);
        Contention.Outcome outcome = new Contention(0.5).play(builder.build());
        assertThat(outcome.converged()).isTrue();
        assertThat(outcome.timeline().end(second)).isEqualTo(10);
        assertThat(outcome.timeline().end(elsewhere)).isEqualTo(100);
        assertThat(outcome.timeline().end(copy)).isEqualTo(100);
    }

    @Test
    void communicationsThatOverlapTakeTheShareOnce() {
        int compute = builder.add(0, Stream.COMPUTE, work, 0, 10);
        builder.add(0, Stream.DATA, work, 0, 4);
        builder.add(0, Stream.GATHER, work, 0, 4);
        builder.add(0, Stream.TENSOR, work, 0, 2);
        Contention.Outcome outcome = new Contention(0.25).play(builder.build());
        assertThat(outcome.timeline().end(compute)).isCloseTo(11, within(1e-12));
    }

    /** 4 s of gradients and 2 s of a hand-over from the same start: both at half rate for 4 s, then 2 s alone. */
    @Test
    void messagesShareACard() {
        int gradients = builder.add(0, Stream.DATA, work, 0, 4);
        int send = builder.add(0, Stream.SEND_BACKWARD, work, 0, 2);
        int inside = builder.add(0, Stream.TENSOR, work, 0, 3);
        int elsewhere = builder.add(1, Stream.DATA, work, 0, 4);
        Contention contention = new Contention(0, Set.of(Stream.DATA, Stream.SEND_BACKWARD));
        Contention.Outcome outcome = contention.play(builder.build());
        assertThat(outcome.converged()).isTrue();
        assertThat(outcome.timeline().end(send)).isCloseTo(4, within(1e-3));
        assertThat(outcome.timeline().end(gradients)).isCloseTo(6, within(1e-3));
        assertThat(outcome.timeline().end(inside)).isEqualTo(3);
        assertThat(outcome.timeline().end(elsewhere)).isEqualTo(4);
    }

    @Test
    void streamsThatLeaveTheNodeAreKnown() {
        assertThat(CardTraffic.of(TestJobs.llama(TestJobs.layout(2, 2, 2)))).isEmpty();
        assertThat(CardTraffic.of(TestJobs.llama(TestJobs.layout(8, 2, 2))))
                .containsExactlyInAnyOrder(Stream.DATA, Stream.GATHER, Stream.SEND_FORWARD, Stream.SEND_BACKWARD);
    }

    @Test
    void noShareIsNoContention() {
        TaskGraph graph = new MadeUpStep(4, 8, 0.3, 0.7).graph();
        Contention.Outcome outcome = new Contention(0).play(graph);
        assertThat(outcome.rounds()).isEqualTo(1);
        assertThat(outcome.timeline().makespan())
                .isEqualTo(EventLoop.play(graph).makespan());
    }

    /** What converged agrees with itself: each compute task is as long as the communication beside it makes it. */
    @Test
    void aConvergedStepAgreesWithItself() {
        Random random = new Random(3);
        int converged = 0;
        for (int i = 0; i < 200; i++) {
            double share = 0.3 * random.nextDouble();
            TaskGraph graph =
                    new MadeUpStep(1 + random.nextInt(6), 1 + random.nextInt(20), random.nextDouble(), 0.7).graph();
            double before = EventLoop.play(graph).makespan().value();
            Contention.Outcome outcome = new Contention(share).play(graph);
            converged += outcome.converged() ? 1 : 0;
            double after = outcome.timeline().makespan().value();
            assertThat(after).isBetween(before, before / (1 - share) + 1e-9);
            if (outcome.converged()) {
                assertThat(replayed(outcome.timeline(), graph, share)).isCloseTo(after, within(1e-3 * after));
            }
        }
        assertThat(converged).as("of 200").isGreaterThan(190);
    }

    /** The step once more, each compute task by small slices of time instead of by intervals. */
    private static double replayed(Timeline timeline, TaskGraph graph, double share) {
        TaskGraph slowed = graph.with((same, task) -> {
            if (same.stream(task) != Stream.COMPUTE) {
                return same.seconds(task);
            }
            double now = timeline.start(task);
            double left = same.seconds(task);
            double slice = 1e-3;
            while (left > 0) {
                double rate = busy(timeline, same.rank(task), now) ? 1 - share : 1;
                double passes = Math.min(slice, left / rate);
                left -= passes * rate;
                now += passes;
            }
            return now - timeline.start(task);
        });
        return EventLoop.play(slowed).makespan().value();
    }

    private static boolean busy(Timeline timeline, int rank, double at) {
        TaskGraph graph = timeline.graph();
        for (int task = 0; task < graph.size(); task++) {
            boolean sends = graph.rank(task) == rank && graph.stream(task) != Stream.COMPUTE;
            if (sends && timeline.start(task) <= at && at < timeline.end(task)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Contention(1)).hasMessageContaining("below 1");
        assertThatThrownBy(() -> new Contention(-0.1)).hasMessageContaining("from 0");
    }
}
