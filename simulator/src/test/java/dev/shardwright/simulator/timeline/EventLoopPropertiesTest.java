package dev.shardwright.simulator.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.timeline.RandomSteps.Draft;
import dev.shardwright.simulator.timeline.RandomSteps.Step;
import dev.shardwright.simulator.timeline.RandomSteps.Wait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.traverse.TopologicalOrderIterator;
import org.junit.jupiter.api.Test;

/** What holds for every step that can be played, on thousands of made-up ones. */
final class EventLoopPropertiesTest {
    private static final int STEPS = 2500;
    private static final double ROUNDING = 1e-12;

    private static void forEach(boolean withLinks, Consumer<Step> check) {
        RandomSteps steps = new RandomSteps(new Random(4), withLinks);
        for (int i = 0; i < STEPS; i++) {
            check.accept(steps.next());
        }
    }

    @Test
    void noStreamOverlapsItselfAndEachKeepsItsOrder() {
        forEach(true, step -> {
            Timeline timeline = EventLoop.play(step.graph());
            Map<String, Double> until = new HashMap<>();
            for (int i = 0; i < step.drafts().size(); i++) {
                Draft draft = step.drafts().get(i);
                int task = step.taskOf()[i];
                assertThat(timeline.start(task))
                        .isGreaterThanOrEqualTo(until.getOrDefault(draft.rank() + " " + draft.stream(), 0.0));
                until.put(draft.rank() + " " + draft.stream(), timeline.end(task));
            }
        });
    }

    @Test
    void everyDependencyIsKept() {
        forEach(true, step -> {
            Timeline timeline = EventLoop.play(step.graph());
            for (int i = 0; i < step.drafts().size(); i++) {
                for (Wait wait : step.drafts().get(i).waits()) {
                    assertThat(timeline.start(step.taskOf()[i]))
                            .isGreaterThanOrEqualTo(
                                    allowed(timeline, step.taskOf()[wait.on()], wait, step.taskOf()[i]));
                }
            }
        });
    }

    private static double allowed(Timeline timeline, int on, Wait wait, int task) {
        return wait.over(timeline.start(on), timeline.end(on), timeline.graph().seconds(task));
    }

    @Test
    void workIsConserved() {
        forEach(true, step -> {
            Timeline timeline = EventLoop.play(step.graph());
            double played = 0;
            for (int rank = 0; rank < step.graph().ranks(); rank++) {
                for (Stream stream : Stream.values()) {
                    played += timeline.busy(rank, stream).value();
                }
            }
            double given = step.drafts().stream().mapToDouble(Draft::seconds).sum();
            assertThat(played).isCloseTo(given, within(1e-9));
            assertThat(timeline.longestRank().time()).isLessThanOrEqualTo(timeline.makespan());
        });
    }

    @Test
    void withoutLinksEveryTaskStartsAtTheLengthOfTheLongestPathToIt() {
        forEach(false, step -> {
            Timeline timeline = EventLoop.play(step.graph());
            double[] longest = longestPaths(step);
            for (int task = 0; task < step.graph().size(); task++) {
                assertThat(timeline.start(task)).isEqualTo(longest[task]);
            }
        });
    }

    @Test
    void withLinksNoTaskStartsBeforeTheLongestPathToItEnds() {
        int[] delayed = {0};
        forEach(true, step -> {
            Timeline timeline = EventLoop.play(step.graph());
            double[] longest = longestPaths(step);
            double end = 0;
            for (int task = 0; task < step.graph().size(); task++) {
                assertThat(timeline.start(task)).isGreaterThanOrEqualTo(longest[task]);
                end = Math.max(end, longest[task] + step.graph().seconds(task));
            }
            assertThat(timeline.makespan().value()).isGreaterThanOrEqualTo(end);
            delayed[0] += timeline.makespan().value() > end ? 1 : 0;
        });
        assertThat(delayed[0]).as("steps that links make longer").isGreaterThan(STEPS / 4);
    }

    /** When each task could start if no link were shared, by JGraphT's order of the graph. */
    private static double[] longestPaths(Step step) {
        Map<Integer, List<Wait>> waits = new HashMap<>();
        for (int i = 0; i < step.drafts().size(); i++) {
            for (Wait wait : step.drafts().get(i).waits()) {
                int from = step.taskOf()[wait.on()];
                waits.computeIfAbsent(key(step, from, step.taskOf()[i]), k -> new ArrayList<>())
                        .add(wait);
            }
        }
        Set<Integer> successors = successors(step);
        Graph<Integer, DefaultEdge> graph = step.graph().asGraph();
        double[] start = new double[step.graph().size()];
        new TopologicalOrderIterator<>(graph).forEachRemaining(task -> {
            for (DefaultEdge edge : graph.outgoingEdgesOf(task)) {
                int to = graph.getEdgeTarget(edge);
                double end = start[task] + step.graph().seconds(task);
                for (Wait wait : waits.getOrDefault(key(step, task, to), List.of())) {
                    double over = wait.over(start[task], end, step.graph().seconds(to));
                    start[to] = Math.max(start[to], over);
                }
                if (successors.contains(key(step, task, to))) {
                    start[to] = Math.max(start[to], end);
                }
            }
        });
        return start;
    }

    private static int key(Step step, int from, int to) {
        return from * step.graph().size() + to;
    }

    /** Neighbours in a stream. */
    private static Set<Integer> successors(Step step) {
        Set<Integer> pairs = new HashSet<>();
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < step.drafts().size(); i++) {
            Draft draft = step.drafts().get(i);
            Integer before = last.put(draft.rank() + " " + draft.stream(), step.taskOf()[i]);
            if (before != null) {
                pairs.add(key(step, before, step.taskOf()[i]));
            }
        }
        return pairs;
    }

    @Test
    void theGraphHasAnEdgeForEveryWaitAndNoOther() {
        forEach(true, step -> {
            Set<Integer> wanted = successors(step);
            for (int i = 0; i < step.drafts().size(); i++) {
                for (Wait wait : step.drafts().get(i).waits()) {
                    wanted.add(key(step, step.taskOf()[wait.on()], step.taskOf()[i]));
                }
            }
            Graph<Integer, DefaultEdge> graph = step.graph().asGraph();
            Set<Integer> edges = new HashSet<>();
            for (DefaultEdge edge : graph.edgeSet()) {
                edges.add(key(step, graph.getEdgeSource(edge), graph.getEdgeTarget(edge)));
            }
            assertThat(graph.vertexSet()).hasSize(step.graph().size());
            assertThat(edges).isEqualTo(wanted);
        });
    }

    @Test
    void aLinkServesOneAtATimeInTheOrderOfReadinessAndNeverRestsWhileATaskWaits() {
        forEach(true, step -> {
            Timeline timeline = EventLoop.play(step.graph());
            double[] ready = readiness(step, timeline);
            for (int link = 0; link < 2; link++) {
                double free = 0;
                double before = 0;
                for (int task : served(step, timeline, link)) {
                    assertThat(ready[task]).isGreaterThanOrEqualTo(before);
                    assertThat(timeline.start(task)).isEqualTo(Math.max(free, ready[task]));
                    free = timeline.end(task);
                    before = ready[task];
                }
            }
        });
    }

    /** When all that a task waits for, its link aside, allows it to start. */
    private static double[] readiness(Step step, Timeline timeline) {
        double[] ready = new double[step.graph().size()];
        Map<String, Double> until = new HashMap<>();
        for (int i = 0; i < step.drafts().size(); i++) {
            Draft draft = step.drafts().get(i);
            int task = step.taskOf()[i];
            Double stream = until.put(draft.rank() + " " + draft.stream(), timeline.end(task));
            ready[task] = stream == null ? 0 : stream;
            for (Wait wait : draft.waits()) {
                ready[task] = Math.max(ready[task], allowed(timeline, step.taskOf()[wait.on()], wait, task));
            }
        }
        return ready;
    }

    /** Those that need a link, by their time; of those that take none, in any order that time allows. */
    private static List<Integer> served(Step step, Timeline timeline, int link) {
        double[] ready = readiness(step, timeline);
        List<Integer> tasks = new ArrayList<>();
        for (int i = 0; i < step.drafts().size(); i++) {
            if (step.drafts().get(i).link() == link) {
                tasks.add(step.taskOf()[i]);
            }
        }
        tasks.sort(Comparator.<Integer>comparingDouble(timeline::start)
                .thenComparingDouble(timeline::end)
                .thenComparingDouble(task -> ready[task]));
        return tasks;
    }

    @Test
    void oneMoreTaskNeverShortensAFixedOrder() {
        RandomSteps steps = new RandomSteps(new Random(5), false);
        for (int i = 0; i < STEPS; i++) {
            Step step = steps.next();
            assertNoShorter(step, steps.withOneMore(step));
        }
    }

    @Test
    void aLongerTaskNeverShortensAFixedOrder() {
        RandomSteps steps = new RandomSteps(new Random(6), false);
        for (int i = 0; i < STEPS; i++) {
            Step step = steps.next();
            assertNoShorter(step, steps.withLonger(step));
        }
    }

    private static void assertNoShorter(Step step, Step more) {
        double before = EventLoop.play(step.graph()).makespan().value();
        double after = EventLoop.play(more.graph()).makespan().value();
        assertThat(after).isGreaterThanOrEqualTo(before);
    }

    @Test
    void theSameGraphIsPlayedTheSameWay() {
        forEach(true, step -> {
            Timeline one = EventLoop.play(step.graph());
            Timeline other = EventLoop.play(RandomSteps.step(step.drafts()).graph());
            for (int task = 0; task < step.graph().size(); task++) {
                assertThat(one.start(task)).isEqualTo(other.start(task));
                assertThat(one.cause(task)).isEqualTo(other.cause(task));
            }
        });
    }

    @Test
    void theCriticalPathAddsUpToTheStepWithoutAGap() {
        forEach(true, step -> {
            Timeline timeline = EventLoop.play(step.graph());
            CriticalPath path = CriticalPath.of(timeline);
            assertThat(path.total().value()).isCloseTo(timeline.makespan().value(), within(1e-9));
            int[] tasks = path.tasks();
            assertThat(timeline.start(tasks[0])).isZero();
            assertThat(timeline.end(tasks[tasks.length - 1]))
                    .isEqualTo(timeline.makespan().value());
            double lags = 0;
            for (int i = 1; i < tasks.length; i++) {
                assertThat(timeline.start(tasks[i])).isGreaterThanOrEqualTo(timeline.start(tasks[i - 1]));
                lags += Math.max(0, timeline.start(tasks[i]) - timeline.end(tasks[i - 1]));
                assertThat(explains(step, timeline, tasks[i - 1], tasks[i])).isTrue();
            }
            double overhead = path.time().containsKey(Category.OVERHEAD)
                    ? path.time().get(Category.OVERHEAD).value()
                    : 0;
            assertThat(overhead).isCloseTo(lags, within(1e-9));
        });
    }

    /** Whether a task starts exactly when another lets it: by a wait, by their stream, or by their link. */
    private static boolean explains(Step step, Timeline timeline, int before, int task) {
        double start = timeline.start(task);
        List<Draft> drafts = step.drafts();
        int at = step.graph().microBatch(task);
        int beforeAt = step.graph().microBatch(before);
        boolean byWait = drafts.get(at).waits().stream()
                .anyMatch(wait ->
                        wait.on() == beforeAt && Math.abs(allowed(timeline, before, wait, task) - start) <= ROUNDING);
        boolean byStream = successors(step).contains(key(step, before, task));
        boolean byLink = drafts.get(at).link() != TaskGraph.NONE
                && drafts.get(at).link() == drafts.get(beforeAt).link();
        return byWait || ((byStream || byLink) && timeline.end(before) == start);
    }

    @Test
    void aDeadlockNamesARealCircle() {
        RandomSteps steps = new RandomSteps(new Random(7), true);
        for (int i = 0; i < STEPS / 4; i++) {
            List<Draft> drafts = new ArrayList<>(steps.next().drafts());
            int size = drafts.size();
            Draft first = drafts.get(0);
            drafts.add(new Draft(0, Stream.HOST, 1, TaskGraph.NONE, List.of(new Wait(0, RandomSteps.Anchor.END, 0))));
            drafts.set(
                    0,
                    new Draft(
                            first.rank(),
                            first.stream(),
                            1,
                            first.link(),
                            List.of(new Wait(size, RandomSteps.Anchor.END, 0))));
            TaskGraph graph = RandomSteps.step(drafts).graph();
            assertCircle(graph);
        }
    }

    private static void assertCircle(TaskGraph graph) {
        Graph<Integer, DefaultEdge> edges = graph.asGraph();
        int[] stuck = new int[graph.size()];
        Arrays.fill(stuck, 1);
        List<Integer> circle = Deadlock.circle(graph, stuck);
        for (int i = 0; i < circle.size(); i++) {
            int before = circle.get((i + circle.size() - 1) % circle.size());
            assertThat(edges.containsEdge(before, circle.get(i))).isTrue();
        }
        assertThat(circle).hasSizeGreaterThan(1).doesNotHaveDuplicates();
        assertThatThrownBy(() -> EventLoop.play(graph)).isInstanceOf(Deadlock.class);
    }
}
