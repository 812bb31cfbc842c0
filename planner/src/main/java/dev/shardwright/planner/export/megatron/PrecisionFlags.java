package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.job.Architecture;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.stack.AttentionKernel;
import dev.shardwright.simulator.stack.KernelStyle;
import java.util.ArrayList;
import java.util.List;

/** Number formats and kernels. */
final class PrecisionFlags {
    private PrecisionFlags() {}

    static FlagGroup of(MegatronRun run) {
        TrainingJob job = run.job();
        List<Flag> flags = new ArrayList<>(precision(job));
        flags.add(Flag.of("--transformer-impl", "transformer_engine"));
        flags.add(Flag.of("--attention-backend", attentionBackend(run)));
        if (job.stack().kernels().fusion().loss() == KernelStyle.FUSED) {
            flags.add(Flag.on("--cross-entropy-loss-fusion"));
            flags.add(Flag.of("--cross-entropy-fusion-impl", "native"));
        }
        return new FlagGroup("KERNEL_ARGS", flags);
    }

    private static List<Flag> precision(TrainingJob job) {
        return switch (job.numerics().precision()) {
            case FP32 -> List.of();
            case FP16 -> List.of(Flag.on("--fp16"));
            case BF16 -> List.of(Flag.on("--bf16"));
            case FP8_TENSOR -> fp8("hybrid", "tensorwise");
            case FP8_DELAYED -> fp8("hybrid", "delayed");
            case FP8_ROW -> throw new IllegalStateException("refused by NumericsLimits");
            case FP8_BLOCK -> fp8("e4m3", "blockwise");
            case MXFP8 -> fp8("e4m3", "mxfp8");
            case NVFP4 -> List.of(Flag.on("--bf16"), Flag.of("--fp4-format", "e2m1"), Flag.of("--fp4-recipe", "nvfp4"));
        };
    }

    private static List<Flag> fp8(String format, String recipe) {
        return List.of(Flag.on("--bf16"), Flag.of("--fp8-format", format), Flag.of("--fp8-recipe", recipe));
    }

    /** FlashAttention 2 has neither sinks nor keys and values of different width; auto finds a kernel that does. */
    private static String attentionBackend(MegatronRun run) {
        AttentionKernel kernel = run.job().stack().kernels().attention();
        Architecture model = run.architecture();
        if (kernel.materialisesScores()) {
            return "unfused";
        }
        boolean special = model.latentAttention().isPresent() || model.has(SelfAttention.Trait.SINKS);
        return special || kernel == AttentionKernel.FLASH3 ? "auto" : "flash";
    }
}
