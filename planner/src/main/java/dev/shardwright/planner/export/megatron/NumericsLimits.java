package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.job.Generation;
import dev.shardwright.planner.export.job.Limits;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.model.Projection;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** What Megatron-LM and Transformer Engine cannot do with a number format, an optimizer or a GPU. */
final class NumericsLimits {
    private final MegatronRun run;
    private final Precision precision;
    private final Limits limits;

    private NumericsLimits(MegatronRun run) {
        this.run = run;
        this.precision = run.job().numerics().precision();
        this.limits = new Limits("precision = " + precision);
    }

    static List<Problem> check(MegatronRun run) {
        NumericsLimits numerics = new NumericsLimits(run);
        numerics.gpu();
        numerics.shapes();
        numerics.optimizer(run.job().numerics().optimizer());
        numerics.fineTuning();
        return numerics.limits.problems();
    }

    /** Megatron-LM's own script trains every weight and lets every sequence attend as one. */
    private void fineTuning() {
        limits.require(
                run.job().numerics().adaptation().trainsLayers(),
                "adapters",
                "Megatron-LM's training script has no low-rank adapters and freezes no weights.",
                "Megatron-Bridge does; leave out the adapters to export full training.");
        limits.require(
                run.job().workload().documentLength() == run.job().workload().sequenceLength(),
                "workload.document_length = " + run.job().workload().documentLength(),
                "sequences packed from documents are not exported: the data files decide on them.",
                "Leave out the document length.");
        limits.require(
                run.layout().memorySaving().offload() != Offload.PARAMETERS,
                "offload = parameters",
                "Megatron-LM keeps weights and gradients on the device.",
                "Maybe use offload = optimizer.");
    }

    private void gpu() {
        Accelerator gpu = run.job().cluster().accelerator();
        limits.require(
                run.generation() != Generation.BEFORE_AMPERE,
                "cluster.accelerator = " + gpu.name(),
                "is older than Ampere, the first generation that Transformer Engine runs on.",
                "");
        limits.require(
                gpu.supports(precision.operands()) && run.generation().runs(precision),
                gpu.name() + " has no matrix units for it.",
                gpu.supports(NumberFormat.FP8) ? "Maybe use bf16 or fp8." : "Maybe use bf16.");
        limits.require(
                precision != Precision.FP8_ROW,
                "Transformer Engine has no scales per row.",
                "Maybe use fp8 (one scale per tensor) or fp8-block.");
        limits.require(
                precision != Precision.FP32
                        || run.job().stack().kernels().attention().materialisesScores(),
                "flash attention runs in 16 bit; the software stack "
                        + run.job().stack().name() + " assumes it.",
                "Maybe use bf16.");
    }

    /** Transformer Engine's 8- and 4-bit products ask for whole blocks of inner width and of tokens. */
    private void shapes() {
        int width = widthBlock();
        if (width == 1) {
            return;
        }
        for (Projection map : run.job()
                .model()
                .layers()
                .get(0)
                .attention()
                .projections(run.job().model().hidden())) {
            requireBlocks(map, run.degrees().tensor(), width);
        }
        run.architecture()
                .dense()
                .forEach(block -> block.projections(run.job().model().hidden())
                        .forEach(map -> requireBlocks(map, run.degrees().tensor(), width)));
        run.architecture()
                .experts()
                .ifPresent(block -> block.expertProjections(run.job().model().hidden())
                        .forEach(map -> requireBlocks(map, run.degrees().expertTensor(), width)));
        int tokens = run.layout().microBatch()
                * run.job().workload().sequenceLength()
                / run.degrees().context();
        limits.require(
                tokens % tokenBlock() == 0,
                "needs micro-batches of a multiple of " + tokenBlock() + " tokens per rank, not " + tokens + ".",
                "");
    }

    private void requireBlocks(Projection map, int tensor, int block) {
        int inputs = map.split() == Projection.Split.ROW ? map.inputs() / tensor : map.inputs();
        int outputs = map.split() == Projection.Split.COLUMN ? map.outputs() / tensor : map.outputs();
        limits.require(
                inputs % block == 0 && outputs % block == 0,
                "needs widths of a multiple of " + block + "; " + map.name() + " has " + inputs + " x " + outputs
                        + " per rank.",
                "Maybe use bf16, or fewer tensor-parallel ranks.");
    }

    private int widthBlock() {
        return switch (precision) {
            case FP32, FP16, BF16 -> 1;
            case FP8_TENSOR, FP8_DELAYED, FP8_ROW, FP8_BLOCK -> 16;
            case MXFP8, NVFP4 -> 32;
        };
    }

    private int tokenBlock() {
        return precision == Precision.MXFP8 || precision == Precision.NVFP4 ? 32 : 8;
    }

    private void optimizer(Optimizer optimizer) {
        OptimizerKind kind = OptimizerKind.of(optimizer);
        String where = "optimizer = " + optimizer.name();
        limits.require(
                kind != OptimizerKind.UNKNOWN,
                where,
                "with " + optimizer.momentBytes() + " bytes of states per parameter is not one that Megatron-LM has.",
                "Megatron-LM has adam (8, 4 or 2 bytes), sgd (0 or 4) and muon (4).");
        limits.require(
                kind != OptimizerKind.SGD || !run.sharding().stage().atLeast(Stage.OPTIMIZER),
                where,
                "Megatron-LM's distributed optimizer is adam.",
                "Maybe use no sharding.");
        limits.require(
                kind != OptimizerKind.MUON || !run.fullyShards(),
                where,
                "Megatron-FSDP does not run muon.",
                "Maybe use ZeRO-1.");
        boolean offload = run.layout().memorySaving().offload() == Offload.OPTIMIZER;
        limits.require(
                !offload || kind == OptimizerKind.ADAM || kind == OptimizerKind.UNKNOWN,
                "offload = optimizer",
                "Megatron-LM keeps only adam in host memory.",
                "");
        limits.require(
                !run.precisionAware() || run.distributesOptimizer(),
                "sharding = 0",
                "states in host memory or in few bits need Megatron-LM's distributed optimizer.",
                "Maybe use ZeRO-1.");
    }
}
