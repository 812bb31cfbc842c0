package dev.shardwright.simulator.validation;

import dev.shardwright.simulator.stack.AttentionKernel;
import java.util.Locale;

/**
 * Which attention kernel a Megatron-LM command line ends up with. Transformer Engine prefers FlashAttention before
 * Hopper and cuDNN from Hopper on (its documentation of attention backends); cuDNN has no deterministic backward pass on
 * Blackwell. Both Megatron's own layers and Transformer Engine's fallback use the fused softmax between two products.
 */
final class MegatronAttention {
    /**
     * Test records of this cluster date from containers of early 2025, whose Transformer Engine had no deterministic
     * fused attention with dropout and fell back to unfused attention.
     */
    private static final String RETIRED_CLUSTER = "dracooci";

    private MegatronAttention() {}

    static boolean recordedBeforeFlash(String source) {
        return source != null && source.contains(RETIRED_CLUSTER);
    }

    static AttentionKernel of(MegatronArguments arguments, Generation gpu) {
        String stated = arguments.stated().software().kernels().attentionKernel();
        boolean deterministic = arguments.on("deterministic-mode");
        if (!arguments.transformerEngine() || "unfused".equals(stated)) {
            return AttentionKernel.FUSED_SOFTMAX;
        }
        if (stated != null) {
            return stated.startsWith("flash") ? AttentionKernel.FLASH2 : AttentionKernel.FLASH3;
        }
        if (deterministic && arguments.oldContainer()) {
            return AttentionKernel.FUSED_SOFTMAX;
        }
        boolean cudnn = gpu == Generation.HOPPER || (gpu == Generation.BLACKWELL && !deterministic);
        return cudnn ? AttentionKernel.FLASH3 : AttentionKernel.FLASH2;
    }

    /** Generations of data-centre GPUs that libraries tell apart. */
    enum Generation {
        AMPERE,
        HOPPER,
        BLACKWELL;

        static Generation of(String gpu) {
            String name = gpu == null ? "" : gpu.toUpperCase(Locale.ROOT);
            if (name.startsWith("GB") || name.startsWith("B")) {
                return BLACKWELL;
            }
            return name.startsWith("H") || name.startsWith("GH") ? HOPPER : AMPERE;
        }
    }
}
