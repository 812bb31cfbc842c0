package dev.shardwright.simulator.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.operator.Orthogonalization;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.stack.StageRule;
import dev.shardwright.simulator.stack.StageSplit;
import dev.shardwright.simulator.step.StepFigures.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Muon's time and memory; docs/model/muon.md. */
final class MuonTest {
    /** X of 2 x 3: two products of 2 x 2 x 3 and one of 2 x 2 x 2, two FLOPs each, five times. */
    @Test
    void flopsByHand() {
        assertThat(new Orthogonalization("x", 2, 3, 1).flops().value()).isEqualTo(5 * 2 * (12 + 8 + 12));
    }

    @Test
    void aMatrixIsIteratedOverItsShorterSide() {
        Layer layer = TestJobs.CATALOG.models().model("llama-3-8b").layers().get(0);
        assertThat(Orthogonalization.dense(layer, 4096))
                .containsExactly(
                        new Orthogonalization("attention.query", 4096, 4096, 1),
                        new Orthogonalization("attention.key_value", 1024, 4096, 2),
                        new Orthogonalization("attention.output", 4096, 4096, 1),
                        new Orthogonalization("feed_forward.gate_up", 4096, 28672, 1),
                        new Orthogonalization("feed_forward.down", 4096, 14336, 1));
    }

    /**
     * NVIDIA, "Advancing Emerging Optimizers for Accelerated LLM Training with NVIDIA Megatron" (2026), table 1: model
     * TFLOP/s per GB300 with AdamW and with Muon, 713 and 686 of Qwen3 30B-A3B, 1,051 and 1,029 of Kimi K2. Batches are
     * those of the Megatron-Bridge 26.02 recipes.
     */
    @Test
    void stepsAreLongerByWhatNvidiaMeasured() {
        Layout onEight = layout(new ParallelDegrees(1, 1, 1, 8, 1, 8), 8, 1);
        assertThat(slowdown("qwen3-30b-a3b", onEight, 512, List.of())).isCloseTo(713.0 / 686 - 1, within(0.01));
        Layout onMany = layout(new ParallelDegrees(1, 4, 1, 64, 1, 64), 2, 1);
        assertThat(slowdown("kimi-k2", onMany, 4096, List.of(16, 15, 15, 15)))
                .isCloseTo(1051.0 / 1029 - 1, within(0.01));
    }

    @Test
    void replicasDealMatricesAndTensorRanksRepeatThem() {
        double whole = iterations(layout(ParallelDegrees.dense(1, 1, 8), 1, 0));
        assertThat(iterations(layout(ParallelDegrees.dense(1, 1, 8), 1, 1))).isCloseTo(whole / 8, within(1e-9));
        assertThat(iterations(layout(ParallelDegrees.dense(4, 1, 2), 1, 0))).isCloseTo(whole, within(1e-9));
    }

    /** More replicas than matrices: the longest is not split. */
    @Test
    void aRankHasAtLeastOneMatrix() {
        double whole = iterations(layout(ParallelDegrees.dense(1, 1, 8), 1, 0));
        double dealt = iterations(layout(ParallelDegrees.dense(1, 1, 2048), 1, 1));
        assertThat(dealt)
                .isGreaterThan(whole / 2048)
                .isCloseTo(iterations(layout(ParallelDegrees.dense(1, 1, 4096), 1, 1)), within(1e-12));
    }

    /** Llama 3 8B: the replica with the head keeps 12 bytes of each of its parameters, whatever the others have. */
    @Test
    void replicasAreDealtWholeParameters() {
        double matrix = 128_256.0 * 4096;
        Layout many = layout(ParallelDegrees.dense(1, 1, 512), 1, 1);
        assertThat(optimizerBytes(many, Optimizer.MUON)).isBetween(12 * matrix, 12.1 * matrix);
        assertThat(optimizerBytes(many, Optimizer.ADAM)).isLessThan(matrix);
    }

    /** Unsharded: 8 bytes for each parameter of the layers, 12 for those of the ends. */
    @Test
    void endsHaveTheMomentsOfAdam() {
        Layout one = layout(ParallelDegrees.dense(1, 1, 8), 1, 0);
        double ends = 2 * 128_256.0 * 4096;
        double parameters =
                TestJobs.CATALOG.models().model("llama-3-8b").parameters().total();
        assertThat(optimizerBytes(one, Optimizer.MUON))
                .isCloseTo(8 * (parameters - ends) + 12 * ends, within(0.001 * parameters));
    }

    private static double optimizerBytes(Layout layout, Optimizer optimizer) {
        return report("llama-3-8b", "dgx-h100", layout, optimizer, 2048, List.of())
                .memory()
                .lines()
                .get(MemoryCategory.OPTIMIZER)
                .value();
    }

    /** Seconds of the update over those of reading and writing the same states. */
    private static double iterations(Layout layout) {
        Optimizer plain = new Optimizer("plain", Optimizer.MUON.momentBytes());
        return update(layout, Optimizer.MUON) - update(layout, plain);
    }

    private static double update(Layout layout, Optimizer optimizer) {
        return report("llama-3-8b", "dgx-h100", layout, optimizer, 4096, List.of())
                .time()
                .part(Part.OPTIMIZER)
                .value();
    }

    private static double slowdown(String model, Layout layout, int batch, List<Integer> stages) {
        Report adam = report(model, "gb300-nvl72", layout, Optimizer.ADAM, batch, stages);
        Report muon = report(model, "gb300-nvl72", layout, Optimizer.MUON, batch, stages);
        return muon.time().total().value() / adam.time().total().value() - 1;
    }

    private static Report report(
            String model, String cluster, Layout layout, Optimizer optimizer, int batch, List<Integer> stages) {
        Transformer transformer = TestJobs.CATALOG.models().model(model);
        SoftwareStack stack = TestJobs.CATALOG.stacks().stack("megatron-bridge");
        Precision precision = cluster.equals("gb300-nvl72") ? Precision.MXFP8 : Precision.BF16;
        return Simulator.simulate(new TrainingJob(
                transformer,
                TestJobs.CATALOG.hardware().cluster(cluster, layout.degrees().devices()),
                new Workload(4096, batch),
                layout,
                new Numerics(precision, optimizer),
                stages.isEmpty() ? stack : stack.withSplit(new StageSplit(StageRule.UNIFORM_LAYERS, stages))));
    }

    private static Layout layout(ParallelDegrees degrees, int microBatch, int zero) {
        return new Layout(
                degrees,
                new OneForwardOneBackward(),
                microBatch,
                degrees.tensor() > 1 ? SequenceParallel.ON : SequenceParallel.OFF,
                ContextMethod.RING,
                MemorySaving.of(new Recompute.None(), zero));
    }
}
