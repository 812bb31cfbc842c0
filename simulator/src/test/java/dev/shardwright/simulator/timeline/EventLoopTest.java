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
        assertThat(timeline.longestRank().time()).isEqualTo(new Seconds(5));
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

    @Test
    void aWaitForAStartDoesNotDependOnHowLongTheOtherTakes() {
        int compute = graph.add(0, Stream.COMPUTE, work, 0, 4);
        int beside = graph.add(0, Stream.TENSOR, work, 0, 1);
        graph.afterStart(beside, compute, 3);
        TaskGraph built = graph.build();
        assertThat(EventLoop.play(built).start(beside)).isEqualTo(3);
        Timeline slower = EventLoop.play(built.with((steps, task) -> task == compute ? 10 : 1));
        assertThat(slower.start(beside)).isEqualTo(3);
    }

    @Test
    void whatEndsWithAnotherStartsEarlierIfItTakesLonger() {
        int before = graph.add(0, Stream.COMPUTE, work, 0, 3);
        int compute = graph.add(0, Stream.COMPUTE, work, 0, 4);
        int beside = graph.add(0, Stream.TENSOR, work, 0, 1);
        graph.endWith(beside, compute);
        TaskGraph built = graph.build();
        assertThat(EventLoop.play(built).start(beside)).isEqualTo(6);
        assertThat(EventLoop.play(lasting(built, beside, 3)).start(beside)).isEqualTo(4);
        Timeline longest = EventLoop.play(lasting(built, beside, 5));
        assertThat(longest.start(beside)).isEqualTo(3);
        assertThat(longest.makespan()).isEqualTo(new Seconds(8));
        assertThat(CriticalPath.of(longest).tasks()).containsExactly(before, compute, beside);
        assertThat(CriticalPath.of(longest).total()).isEqualTo(new Seconds(8));
    }

    private static TaskGraph lasting(TaskGraph graph, int changed, double seconds) {
        return graph.with((same, task) -> task == changed ? seconds : same.seconds(task));
    }

    @Test
    void noTaskStartsBeforeWhatItWaitsFor() {
        int first = graph.add(0, Stream.COMPUTE, work, 0, 3);
        int other = graph.add(0, Stream.COMPUTE, work, 0, 2);
        int early = graph.add(1, Stream.COMPUTE, work, 0, 1);
        graph.after(early, other, -10);
        assertThat(EventLoop.play(graph.build()).start(early)).isEqualTo(3);
        assertThat(first).isZero();
    }

    /** A shared link serves who comes first, so that a longer task can let a more urgent one pass (Graham 1969). */
    @Test
    void withSharedLinksALongerTaskCanShortenAStep() {
        int first = graph.add(0, Stream.COMPUTE, work, 0, 1);
        int large = graph.add(0, Stream.DATA, work, 0, 3);
        int second = graph.add(1, Stream.COMPUTE, work, 0, 2);
        int urgent = graph.add(1, Stream.DATA, work, 0, 1);
        int rest = graph.add(1, Stream.COMPUTE, work, 1, 10);
        graph.after(large, first);
        graph.after(urgent, second);
        graph.after(rest, urgent);
        graph.share(large, 0);
        graph.share(urgent, 0);
        TaskGraph built = graph.build();
        assertThat(EventLoop.play(built).makespan()).isEqualTo(new Seconds(15));
        TaskGraph longer = built.with((steps, task) -> task == first ? 2.5 : steps.seconds(task));
        assertThat(EventLoop.play(longer).makespan()).isEqualTo(new Seconds(13));
    }

    @Test
    void aWaitIsStatedOnlyOnceInTheGraphOfALibrary() {
        int one = graph.add(0, Stream.COMPUTE, work, 0);
        int other = graph.add(0, Stream.COMPUTE, work, 1);
        graph.after(other, one);
        graph.after(other, one, 2);
        TaskGraph built = graph.build();
        assertThat(built.asGraph().edgeSet()).hasSize(1);
        assertThat(EventLoop.play(built).start(other)).isEqualTo(3);
    }

    @Test
    void nonsenseIsRefused() {
        int task = graph.add(0, Stream.COMPUTE, work, 0);
        int next = graph.add(0, Stream.COMPUTE, work, 0);
        assertThatThrownBy(() -> graph.after(task, task)).hasMessageContaining("0 cannot wait for 0");
        assertThatThrownBy(() -> graph.after(task, 2)).hasMessageContaining("of 2 tasks 0 cannot wait for 2");
        assertThatThrownBy(() -> graph.after(next, task, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> graph.afterStart(next, task, -1)).hasMessageContaining("no earlier");
        assertThatThrownBy(() -> graph.share(task, -1)).hasMessageContaining("numbered from 0");
        assertThatThrownBy(() -> graph.add(0, Stream.COMPUTE, work, 0, -1)).hasMessageContaining("zero or more");
        TaskGraph built = graph.build();
        assertThatThrownBy(() -> built.with((steps, number) -> -1)).hasMessageContaining("zero or more");
    }
}
