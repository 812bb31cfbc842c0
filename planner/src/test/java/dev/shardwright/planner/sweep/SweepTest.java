package dev.shardwright.planner.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.Planner;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.MemoryBudget;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SweepTest {
    private static final PlanningRequest QUESTION =
            PlanningRequest.of(Frames.of("llama-3-8b", "dgx-h100", 16, new Workload(4096, 64)));

    private static List<SweepPoint> sweep(PlanningRequest question, Axis axis) {
        return new Sweep().run(question, axis, axis.usual(question), SweepMonitor.SILENT);
    }

    @ParameterizedTest
    @EnumSource(Axis.class)
    void theQuestionsOwnPointIsTheFirstOfItsPlan(Axis axis) {
        List<SweepPoint> points = new Sweep().run(QUESTION, axis, List.of(axis.of(QUESTION)), SweepMonitor.SILENT);
        Report first =
                Planner.plan(QUESTION, SearchMonitor.SILENT).layouts().get(0).report();
        assertThat(points).hasSize(1);
        assertThat(points.get(0).best()).contains(first);
    }

    /** Also where the best layout at another value is another one: every point has a search of its own. */
    @Test
    void everyPointIsTheFirstOfItsPlan() {
        for (SweepPoint point : sweep(QUESTION, Axis.GPUS)) {
            PlanningRequest own = QUESTION.with(QUESTION.frame().withDevices((int) point.value()));
            assertThat(point.best())
                    .contains(Planner.plan(own, SearchMonitor.SILENT)
                            .layouts()
                            .get(0)
                            .report());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void moreBandwidthNeverMakesTheStepLonger(long seed) {
        JobFrame frame = seed == 0 ? QUESTION.frame() : Frames.random(new Random(seed));
        double last = Double.POSITIVE_INFINITY;
        for (SweepPoint point : sweep(PlanningRequest.of(frame), Axis.BANDWIDTH)) {
            if (point.best().isPresent()) {
                double seconds = point.best().get().iteration().value();
                assertThat(seconds).as("seed %d at %s", seed, point.value()).isLessThanOrEqualTo(last);
                last = seconds;
            }
        }
    }

    @Test
    void theNetworkMatters() {
        List<SweepPoint> points = sweep(QUESTION, Axis.BANDWIDTH);
        double slow = points.get(0).best().orElseThrow().iteration().value();
        double fast =
                points.get(points.size() - 1).best().orElseThrow().iteration().value();
        assertThat(fast).isLessThan(0.999 * slow);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void moreMemoryNeverMakesTheStepLongerNorLayoutsFewer(long seed) {
        JobFrame frame = seed == 0 ? QUESTION.frame() : Frames.random(new Random(seed));
        double last = Double.POSITIVE_INFINITY;
        boolean fitted = false;
        for (SweepPoint point : sweep(PlanningRequest.of(frame), Axis.MEMORY)) {
            assertThat(point.best().isPresent() || !fitted)
                    .as("seed %d at %s", seed, point.value())
                    .isTrue();
            fitted = point.best().isPresent();
            if (fitted) {
                double seconds = point.best().get().iteration().value();
                assertThat(seconds).as("seed %d at %s", seed, point.value()).isLessThanOrEqualTo(last);
                last = seconds;
            }
        }
    }

    @Test
    void saysWhyThereIsNoLayout() {
        PlanningRequest pinned = QUESTION.with(QUESTION.freedom().with(Knob.PIPELINE, Range.exactly(4)));
        List<SweepPoint> points = new Sweep().run(pinned, Axis.GPUS, List.of(2.0, 16.0), SweepMonitor.SILENT);
        assertThat(points.get(0).outcome()).isInstanceOf(Outcome.NoLayout.class);
        assertThat(points.get(0).outcome().reason())
                .isEqualTo("parallel.pipeline = 4 must divide the number of GPUs (2).");
        assertThat(points.get(1).outcome().reason()).isEmpty();
        double little = Axis.MEMORY.parse("4 GiB");
        SweepPoint small = new Sweep()
                .run(QUESTION, Axis.MEMORY, List.of(little), SweepMonitor.SILENT)
                .get(0);
        assertThat(small.outcome().reason())
                .startsWith("nothing fits: the smallest needs ")
                .contains("of 4.0 GiB");
    }

    /** A peak below the limit may be refused all the same. */
    @Test
    void saysWhyWhatIsBelowTheLimitDoesNotFit() {
        SweepPoint small = new Sweep()
                .run(QUESTION, Axis.MEMORY, List.of(Axis.MEMORY.parse("4 GiB")), SweepMonitor.SILENT)
                .get(0);
        Outcome.NothingFits nothing = (Outcome.NothingFits) small.outcome();
        double peak = nothing.closest().orElseThrow().memory().peak().value();
        assertThat(reasonAt(QUESTION, 1.001 * peak)).contains("(so near the limit the allocator starts to retry)");
        PlanningRequest half = QUESTION.with(QUESTION.goal().withMemory(new MemoryBudget.Share(0.5)));
        assertThat(reasonAt(half, 1.8 * peak)).contains("(more than the share of it that may be used)");
        assertThat(reasonAt(QUESTION, 0.999 * peak)).contains(" with ").doesNotContain("(");
    }

    private static String reasonAt(PlanningRequest question, double memory) {
        return new Sweep()
                .run(question, Axis.MEMORY, List.of(memory), SweepMonitor.SILENT)
                .get(0)
                .outcome()
                .reason();
    }

    @Test
    void anEndedSweepKeepsItsFinishedPoints() {
        List<SweepPoint> seen = new ArrayList<>();
        SweepMonitor two = new SweepMonitor() {
            @Override
            public void answered(SweepPoint point) {
                seen.add(point);
            }

            @Override
            public boolean cancelled() {
                return seen.size() == 2;
            }
        };
        Sweep sweep = new Sweep();
        List<Double> values = List.of(64.0, 16.0, 128.0, 32.0);
        List<SweepPoint> points = sweep.run(QUESTION, Axis.GLOBAL_BATCH, values, two);
        assertThat(points).extracting(SweepPoint::value).containsExactly(16.0, 64.0);
        assertThat(seen).extracting(SweepPoint::value).containsExactly(64.0, 16.0);
        assertThat(points).allMatch(point -> point.best().isPresent());
        assertThat(sweep.known(QUESTION, Axis.GLOBAL_BATCH, values)).isEqualTo(points);
    }

    @Test
    void isTheSameEveryTimeAndIsRemembered() {
        List<SweepPoint> once = sweep(QUESTION, Axis.SEQUENCE_LENGTH);
        assertThat(sweep(QUESTION, Axis.SEQUENCE_LENGTH)).isEqualTo(once);
        Sweep sweep = new Sweep();
        sweep.run(QUESTION, Axis.SEQUENCE_LENGTH, List.of(4096.0), SweepMonitor.SILENT);
        SweepMonitor ended = new SweepMonitor() {
            @Override
            public boolean cancelled() {
                return true;
            }
        };
        List<SweepPoint> known = sweep.run(QUESTION, Axis.GPUS, List.of(8.0, 16.0), ended);
        assertThat(known).extracting(SweepPoint::value).containsExactly(16.0);
    }

    @Test
    void aLayoutIsTheSameWithMoreDataParallelRanks() {
        PlanningRequest pinned = QUESTION.with(QUESTION.freedom()
                .with(Knob.PIPELINE, Range.exactly(2))
                .with(Knob.VIRTUAL, Range.exactly(1))
                .with(Knob.TENSOR, Range.exactly(2))
                .with(Knob.ZERO, Range.exactly(1))
                .with(Knob.MICRO_BATCH, Range.exactly(1)));
        List<SweepPoint> points = new Sweep().run(pinned, Axis.GPUS, List.of(2.0, 8.0, 16.0), SweepMonitor.SILENT);
        assertThat(points.get(1).sameLayout(points.get(2))).isTrue();
        assertThat(points.get(0).sameLayout(points.get(1))).isFalse();
        PlanningRequest other = pinned.with(pinned.freedom().with(Knob.MICRO_BATCH, Range.exactly(2)));
        SweepPoint larger = new Sweep()
                .run(other, Axis.GPUS, List.of(16.0), SweepMonitor.SILENT)
                .get(0);
        assertThat(larger.sameLayout(points.get(2))).isFalse();
    }
}
