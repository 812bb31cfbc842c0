package dev.shardwright.planner.solver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.MemoryBudget;
import dev.shardwright.planner.request.Methods;
import dev.shardwright.planner.request.Objective;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.schedule.ZeroBubbleH1;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search with bounds against the evaluation of every layout. */
final class ExhaustiveSearchTest {
    private static final Goal GOAL = Goal.FASTEST;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void findsWhatFullEnumerationFindsOnRandomJobs(long seed) {
        JobFrame frame = Frames.random(new Random(seed));
        LayoutSpace space = new LayoutSpace(frame, Freedom.FULL);
        assertSameAnswers("seed " + seed, PlainSearch.run(space, GOAL), search(space, GOAL, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412})
    void findsWhatFullEnumerationFindsAmongAllSchedules(long seed) {
        Freedom freedom =
                Freedom.FULL.with(new Methods(List.of(), ScheduleKind.all(), List.of(), List.of(), List.of()));
        LayoutSpace space = new LayoutSpace(Frames.random(new Random(seed)), freedom);
        assertSameAnswers("seed " + seed, PlainSearch.run(space, GOAL), search(space, GOAL, 1));
    }

    /** What a framework cannot say is left out early, and the rest is still searched to the end. */
    @ParameterizedTest
    @MethodSource("seeds")
    void findsWhatFullEnumerationFindsAmongWhatCanBeSaid(long seed) {
        Freedom freedom = Freedom.FULL.with(new CapriciousDialect(seed));
        LayoutSpace space = new LayoutSpace(Frames.random(new Random(seed)), freedom);
        Archive found = search(space, GOAL, 1);
        assertSameAnswers("seed " + seed, PlainSearch.run(space, GOAL), found);
        assertThat(found.best()).allMatch(c -> space.dialect().refusals(c.job()).isEmpty());
        if (space.candidates() > 50) {
            assertThat(found.unsaid()).as("seed %d", seed).isPresent();
        }
    }

    @Test
    void aScheduleThatIdlesLessWins() {
        Freedom freedom = Freedom.FULL
                .with(new Methods(
                        List.of(),
                        List.of(ScheduleKind.parse("1f1b"), ScheduleKind.parse("zb1p")),
                        List.of(),
                        List.of(),
                        List.of()))
                .with(Knob.PIPELINE, Range.exactly(8));
        Archive found = search(new LayoutSpace(Frames.main(), freedom), GOAL, 1);
        assertThat(found.best().get(0).layout().schedule()).isEqualTo(new ZeroBubbleH1());
    }

    static Stream<JobFrame> shippedJobs() {
        Workload workload = new Workload(8192, 64);
        JobFrame tight = Frames.withMemory(Frames.of("llama-3-70b", "dgx-h100", 64, workload), Bytes.gibibytes(48));
        return Stream.of(
                Frames.of("llama-3-70b", "dgx-h100", 64, workload),
                tight,
                Frames.of("mixtral-8x7b", "dgx-a100-80gb", 16, new Workload(4096, 64)),
                Frames.of("gpt-3-175b", "dgx-a100-80gb", 96, new Workload(2048, 96), "megatron-lm-2022"));
    }

    @ParameterizedTest
    @MethodSource("shippedJobs")
    void findsWhatFullEnumerationFindsOnShippedJobs(JobFrame frame) {
        LayoutSpace space = new LayoutSpace(frame, Freedom.FULL);
        assertSameAnswers(frame.model().name(), PlainSearch.run(space, GOAL), search(space, GOAL, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "selective", "full", "layers:2", "none,full", "selective,layers:1,full"})
    void findsWhatFullEnumerationFindsWithPinnedRecompute(String pinned) {
        List<Recompute> recompute =
                Stream.of(pinned.split(",")).map(Recompute::parse).toList();
        Freedom freedom = Freedom.FULL.with(Methods.FREE.withRecompute(recompute));
        for (long seed = 100; seed < 110; seed++) {
            LayoutSpace space = new LayoutSpace(Frames.random(new Random(seed)), freedom);
            assertSameAnswers("seed " + seed, PlainSearch.run(space, GOAL), search(space, GOAL, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {201, 202, 203, 204, 205, 206})
    void otherGoalsAreMetToo(long seed) {
        LayoutSpace space = new LayoutSpace(Frames.random(new Random(seed)), Freedom.FULL);
        Goal goal = new Goal(new Objective.Cheapest(), new MemoryBudget.Share(0.7), 12);
        assertSameAnswers("seed " + seed, PlainSearch.run(space, goal), search(space, goal, 1));
    }

    @Test
    void threadsDoNotChangeTheAnswers() {
        LayoutSpace space = new LayoutSpace(Frames.main(), Freedom.FULL);
        Archive one = search(space, GOAL, 1);
        for (int threads = 2; threads <= 4; threads++) {
            assertSameAnswers(threads + " threads", one, search(space, GOAL, threads));
        }
    }

    @Test
    void evaluatesFarLessThanItProves() {
        LayoutSpace space = new LayoutSpace(Frames.main(), Freedom.FULL);
        SearchResult result =
                new Search(Oracle.Source::simulator).run(space, GOAL, SearchLimits.DEFAULT, SearchMonitor.SILENT);
        assertThat(result.optimal()).isTrue();
        assertThat(result.candidates()).isEqualTo(space.candidates());
        assertThat(result.archive().evaluated()).isLessThan(result.candidates() / 4);
    }

    @Test
    void cancellingGivesTheBestSoFar() {
        LayoutSpace space = new LayoutSpace(Frames.main(), Freedom.FULL);
        Countdown monitor = new Countdown(10);
        SearchResult result = new Search(Oracle.Source::simulator).run(space, GOAL, SearchLimits.DEFAULT, monitor);
        assertThat(result.optimal()).isFalse();
        assertThat(monitor.looked()).isPositive().isLessThan(result.candidates());
        assertThat(result.archive().evaluated())
                .isPositive()
                .isLessThan(search(space, GOAL, 1).evaluated());
    }

    @Test
    void timeEndsASearch() {
        LayoutSpace space = new LayoutSpace(Frames.main(), Freedom.FULL);
        SearchMonitor none = SearchMonitor.within(Seconds.ZERO, SearchMonitor.SILENT);
        SearchResult result = new Search(Oracle.Source::simulator).run(space, GOAL, SearchLimits.DEFAULT, none);
        assertThat(result.optimal()).isFalse();
        assertThat(result.archive().best()).isEmpty();
    }

    @Test
    void progressAddsUpToAllCandidates() {
        LayoutSpace space = new LayoutSpace(Frames.main(), Freedom.FULL);
        Countdown monitor = new Countdown(Integer.MAX_VALUE);
        SearchResult result = new Search(Oracle.Source::simulator).run(space, GOAL, SearchLimits.DEFAULT, monitor);
        assertThat(monitor.looked()).isEqualTo(result.candidates());
    }

    private static Archive search(LayoutSpace space, Goal goal, int threads) {
        return new ExhaustiveSearch(space, goal, Oracle.Source::simulator, SearchMonitor.SILENT)
                .run(Long.MAX_VALUE, threads)
                .archive();
    }

    private static void assertSameAnswers(String what, Archive expected, Archive found) {
        assertThat(layouts(found.best())).as(what).isEqualTo(layouts(expected.best()));
        for (Knob knob : Archive.TRACKED) {
            assertThat(layouts(found.bestByValue(knob)))
                    .as("%s, best by %s", what, knob)
                    .isEqualTo(layouts(expected.bestByValue(knob)));
        }
        if (expected.best().isEmpty()) {
            assertThat(found.closest().map(c -> c.estimate().peak()))
                    .as("%s, closest", what)
                    .isEqualTo(expected.closest().map(c -> c.estimate().peak()));
        }
    }

    private static List<String> layouts(List<Candidate> candidates) {
        return candidates.stream().map(ExhaustiveSearchTest::text).toList();
    }

    private static List<String> layouts(Map<Integer, Candidate> candidates) {
        return candidates.entrySet().stream()
                .map(e -> e.getKey() + ": " + text(e.getValue()))
                .toList();
    }

    private static String text(Candidate c) {
        return c.score() + " s, " + c.estimate().peak().value() + " B: " + c.layout();
    }
}
