package dev.shardwright.planner.solver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.Methods;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The local search against the proven optimum. */
final class TimefoldSearchTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void findsTheOptimumOfTheMainJob(long seed) {
        assertOptimal(Frames.main(), Freedom.FULL, seed);
    }

    static Stream<JobFrame> jobs() {
        return Stream.of(
                Frames.of("mixtral-8x7b", "dgx-h100", 32, new Workload(4096, 256)),
                Frames.of("gpt-3-175b", "dgx-a100-80gb", 256, new Workload(2048, 256), "megatron-lm-2022"),
                Frames.of("llama-3-8b", "dgx-a100-40gb", 24, new Workload(4096, 480), "megatron-deepspeed"));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void findsTheOptimumOfOtherJobs(JobFrame frame) {
        assertOptimal(frame, Freedom.FULL, 5);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(301, 306);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void findsTheOptimumOfRandomJobs(long seed) {
        assertOptimal(Frames.random(new Random(seed)), Freedom.FULL, seed);
    }

    @Test
    void respectsPins() {
        Freedom pinned = Freedom.FULL
                .with(Knob.TENSOR, Range.exactly(2))
                .with(Knob.MICRO_BATCH, Range.parse("2,4", 1))
                .with(Knob.ZERO, Range.exactly(1));
        Archive found = assertOptimal(Frames.main(), pinned, 7);
        assertThat(found.best()).isNotEmpty().allSatisfy(candidate -> {
            assertThat(candidate.value(Knob.TENSOR)).isEqualTo(2);
            assertThat(candidate.value(Knob.MICRO_BATCH)).isIn(2, 4);
            assertThat(candidate.value(Knob.ZERO)).isEqualTo(1);
        });
    }

    @Test
    void aSeedGivesTheSameAnswersAndCountsTwice() {
        LayoutSpace space = new LayoutSpace(Frames.main(), Freedom.FULL);
        Archive first = timefold(space, 3);
        Archive second = timefold(space, 3);
        assertThat(second.best()).isEqualTo(first.best());
        assertThat(second.evaluated()).isEqualTo(first.evaluated());
        assertThat(second.feasible()).isEqualTo(first.feasible());
    }

    @Test
    void countsEachLayoutOnce() {
        LayoutSpace space = new LayoutSpace(Frames.random(new Random(310)), Freedom.FULL);
        Archive found = timefold(space, 0);
        assertThat(found.evaluated()).isBetween(1L, space.candidates());
        assertThat(found.feasible())
                .isLessThanOrEqualTo(PlainSearch.run(space, Goal.FASTEST).feasible());
    }

    @Test
    void spacesTooLargeToEnumerateAreSearchedLocally() {
        Methods wide = new Methods(
                List.of(),
                ScheduleKind.all(),
                List.of(SequenceParallel.values()),
                List.of(ContextMethod.values()),
                List.of(Offload.values()));
        JobFrame frame = Frames.of("deepseek-v2", "dgx-h100", 1024, new Workload(4096, 7680));
        LayoutSpace space = new LayoutSpace(frame, Freedom.FULL.with(wide));
        assertThat(space.candidates()).isGreaterThan(Search.ENUMERABLE);
        SearchResult result = new Search(Oracle.Source::simulator)
                .run(space, Goal.FASTEST, SearchLimits.DEFAULT, SearchMonitor.SILENT);
        assertThat(result.optimal()).isFalse();
        assertThat(result.archive().best()).hasSize(5);
        // What the planner tries by itself is part of the wider space, and its optimum is known.
        Archive narrow = new Search(Oracle.Source::simulator)
                .run(new LayoutSpace(frame, Freedom.FULL), Goal.FASTEST, SearchLimits.DEFAULT, SearchMonitor.SILENT)
                .archive();
        assertThat(result.archive().best().get(0).score())
                .isLessThanOrEqualTo(narrow.best().get(0).score());
    }

    @Test
    void cancellingGivesTheBestSoFar() {
        LayoutSpace space = new LayoutSpace(Frames.main(), Freedom.FULL);
        SearchResult result = search(space, 0, new Countdown(200));
        assertThat(result.optimal()).isFalse();
        assertThat(result.archive().best()).isNotEmpty();
        assertThat(result.archive().evaluated()).isLessThan(timefold(space, 0).evaluated());
    }

    private static Archive assertOptimal(JobFrame frame, Freedom freedom, long seed) {
        LayoutSpace space = new LayoutSpace(frame, freedom);
        Archive exact = new Search(Oracle.Source::simulator)
                .run(space, Goal.FASTEST, SearchLimits.DEFAULT, SearchMonitor.SILENT)
                .archive();
        Archive found = timefold(space, seed);
        assertThat(found.best().stream().findFirst().map(Candidate::layout))
                .as("%s, seed %d", frame.model().name(), seed)
                .isEqualTo(exact.best().stream().findFirst().map(Candidate::layout));
        return found;
    }

    private static Archive timefold(LayoutSpace space, long seed) {
        return search(space, seed, SearchMonitor.SILENT).archive();
    }

    private static SearchResult search(LayoutSpace space, long seed, SearchMonitor monitor) {
        SearchLimits limits = new SearchLimits(SearchLimits.Method.TIMEFOLD, seed, new Seconds(600), 1);
        return new Search(Oracle.Source::simulator).run(space, Goal.FASTEST, limits, monitor);
    }
}
