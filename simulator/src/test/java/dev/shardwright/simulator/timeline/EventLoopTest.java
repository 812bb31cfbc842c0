package dev.shardwright.simulator.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.simulator.unit.Seconds;
import org.junit.jupiter.api.Test;

/** Small graphs by hand. */
final class EventLoopTest {
    private final TaskGraphBuilder graph = new TaskGraphBuilder(2);
    private final int work = graph.work(Work.of("pass", "step", Category.FORWARD, new Seconds(1), Work.Amount.NONE));

    @Test
    void streamsKeepTheirOrderAndDependenciesTheirLags() {
        int first = graph.add(0, Stream.COMPUTE, work, 0, 2);
        int second = graph.add(0, Stream.COMPUTE, work, 1, 3);
        int early = graph.add(0, Stream.DATA, work, 0, 1);
        graph.after(early, first, -0.5);
        int late = graph.add(1, Stream.COMPUTE, work, 0, 1);
        graph.after(late, second, 4);
        Timeline timeline = EventLoop.play(graph.build());
        assertThat(timeline.start(second)).isEqualTo(2);
        assertThat(timeline.start(early)).isEqualTo(1.5);
        assertThat(timeline.start(late)).isEqualTo(9);
        assertThat(timeline.makespan()).isEqualTo(new Seconds(10));
        assertThat(timeline.longestRank()).isEqualTo(new Seconds(5));
        assertThat(CriticalPath.of(timeline).tasks()).containsExactly(first, second, late);
    }

    @Test
    void aSharedLinkServesWhoIsReadyFirst() {
        int slow = graph.add(0, Stream.COMPUTE, work, 0, 5);
        int a = graph.add(0, Stream.DATA, work, 0, 2);
        graph.after(a, slow);
        int b = graph.add(1, Stream.DATA, work, 0, 3);
        int c = graph.add(1, Stream.COMPUTE, work, 0, 4);
        graph.after(b, c);
        graph.share(a, 0);
        graph.share(b, 0);
        Timeline timeline = EventLoop.play(graph.build());
        assertThat(timeline.start(b)).isEqualTo(4);
        assertThat(timeline.start(a)).isEqualTo(7);
        assertThat(timeline.cause(a)).isEqualTo(b);
    }

    @Test
    void aCircleIsNamed() {
        int one = graph.add(0, Stream.COMPUTE, work, 3);
        int other = graph.add(1, Stream.COMPUTE, work, 4);
        graph.after(one, other);
        graph.after(other, one);
        TaskGraph circle = graph.build();
        assertThatThrownBy(() -> EventLoop.play(circle))
                .isInstanceOf(Deadlock.class)
                .hasMessageContaining("pass of micro-batch 3 on rank 0")
                .hasMessageContaining("pass of micro-batch 4 on rank 1");
    }
}
