package dev.shardwright.simulator.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.Adaptation;
import dev.shardwright.simulator.job.BaseFormat;
import dev.shardwright.simulator.job.LowRank;
import dev.shardwright.simulator.job.Target;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.report.Report;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Properties of jobs that leave weights as they are. */
final class FrozenWeightsTest {
    private static final List<TrainingJob> JOBS = TestJobs.random(907, 60);
    private static final double ROUNDING = 1e-12;
    private static final LowRank FROZEN = LowRank.allLinear(0, BaseFormat.SIXTEEN_BIT);
    private static final LowRank LORA =
            new LowRank(8, Set.of(Target.QUERY_KEY_VALUE), 0, LowRank.Ends.FROZEN, BaseFormat.SIXTEEN_BIT);

    private static TrainingJob adapted(TrainingJob job, Adaptation adaptation) {
        return new TrainingJob(
                job.model(),
                job.cluster(),
                job.workload(),
                job.layout(),
                job.numerics().withAdaptation(adaptation),
                job.stack());
    }

    private static double gibibytes(Report report, MemoryCategory category) {
        return report.memory().lines().get(category).inGibibytes();
    }

    @Test
    void frozenWeightsNeverCostMoreThanTraining() {
        for (TrainingJob job : JOBS) {
            Report full = Simulator.simulate(job);
            Report frozen = Simulator.simulate(adapted(job, FROZEN));
            assertThat(frozen.iteration().value())
                    .as("%s", job.layout())
                    .isLessThan(full.iteration().value());
            assertThat(frozen.memory().peak().value())
                    .as("%s", job.layout())
                    .isLessThan(full.memory().peak().value());
        }
    }

    @Test
    void rankZeroHasNoGradientsAndNoOptimizer() {
        for (TrainingJob job : JOBS) {
            Report frozen = Simulator.simulate(adapted(job, FROZEN));
            assertThat(gibibytes(frozen, MemoryCategory.GRADIENTS)).isZero();
            assertThat(gibibytes(frozen, MemoryCategory.OPTIMIZER)).isZero();
        }
    }

    @Test
    void adaptersCostMoreThanNoneAndLargerOnesMore() {
        for (TrainingJob job : JOBS) {
            Report none = Simulator.simulate(adapted(job, FROZEN));
            Report small = Simulator.simulate(adapted(job, LORA));
            LowRank wide = new LowRank(256, LORA.targets(), 0, LORA.ends(), LORA.base());
            Report large = Simulator.simulate(adapted(job, wide));
            assertThat(small.iteration().value()).isGreaterThan(none.iteration().value());
            assertThat(large.iteration().value())
                    .isGreaterThanOrEqualTo(small.iteration().value());
            assertThat(gibibytes(large, MemoryCategory.OPTIMIZER))
                    .isGreaterThan(gibibytes(small, MemoryCategory.OPTIMIZER));
        }
    }

    @Test
    void quantisedWeightsTakeLessMemoryAndMoreTime() {
        for (TrainingJob job : JOBS) {
            LowRank quantised = new LowRank(8, LORA.targets(), 0, LORA.ends(), BaseFormat.NF4_DOUBLE);
            Report whole = Simulator.simulate(adapted(job, LORA));
            Report packed = Simulator.simulate(adapted(job, quantised));
            assertThat(gibibytes(packed, MemoryCategory.WEIGHTS)).isLessThan(gibibytes(whole, MemoryCategory.WEIGHTS));
            boolean gathered = job.layout().memorySaving().sharding().stage().ordinal() == 3;
            if (!gathered) {
                assertThat(packed.iteration().value())
                        .isGreaterThanOrEqualTo(
                                (1 - ROUNDING) * whole.iteration().value());
            }
        }
    }

    /** 6,476,005,376 weights in linear maps at 4.127 bits, the other 262,410,240 at 16, and 4,194,304 adapter weights. */
    @Test
    void bytesOfQuantisedLlama() {
        LowRank qlora =
                new LowRank(8, Set.of(Target.QUERY, Target.VALUE), 0, LowRank.Ends.FROZEN, BaseFormat.NF4_DOUBLE);
        TrainingJob job = TestJobs.job(
                "llama-2-7b", "dgx-a100-80gb", "hugging-face-trainer", new Workload(512, 1), TestJobs.layout(1, 1, 1));
        double bytes = 6_476_005_376.0 * BaseFormat.NF4_DOUBLE.bits() / 8 + 2.0 * 262_410_240 + 2.0 * 4_194_304;
        assertThat(gibibytes(Simulator.simulate(adapted(job, qlora)), MemoryCategory.WEIGHTS))
                .isCloseTo(bytes / (1L << 30), within(1e-4));
    }

    @Test
    void statesOnTheHostSaveMemoryAndCostTime() {
        Layout layout = TestJobs.layout(1, 1, 4);
        TrainingJob job = TestJobs.job(
                "llama-3-8b", "rtx-4090-x4", "fsdp-qlora", new Workload(2048, 8), sharded(layout, Offload.NONE));
        Report here = Simulator.simulate(adapted(job, LORA));
        Report there = Simulator.simulate(adapted(job.withLayout(sharded(layout, Offload.PARAMETERS)), LORA));
        assertThat(there.memory().peak().value())
                .isLessThan(here.memory().peak().value());
        assertThat(there.iteration().value()).isGreaterThan(here.iteration().value());
    }

    private static Layout sharded(Layout layout, Offload offload) {
        MemorySaving saving = new MemorySaving(
                layout.memorySaving().recompute(),
                MemorySaving.of(layout.memorySaving().recompute(), 3).sharding(),
                offload);
        return new Layout(
                layout.degrees(),
                layout.schedule(),
                layout.microBatch(),
                layout.sequenceParallel(),
                layout.contextMethod(),
                saving);
    }

    @Test
    void shorterDocumentsAttendToLess() {
        TrainingJob whole = TestJobs.llama(TestJobs.layout(1, 1, 8));
        TrainingJob packed = TestJobs.job(
                "llama-3-8b", "dgx-h100", "megatron-core", new Workload(4096, 64, 256), TestJobs.layout(1, 1, 8));
        assertThat(Simulator.simulate(packed).iteration().value())
                .isLessThan(Simulator.simulate(whole).iteration().value());
    }
}
