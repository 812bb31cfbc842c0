package dev.shardwright.planner.export.job;

import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.job.Precision;
import java.util.Locale;

/** What Megatron-LM's rules ask of a GPU's generation. */
public enum Generation {
    BEFORE_AMPERE,
    AMPERE_OR_ADA,
    HOPPER,
    BLACKWELL,
    /** The consumer and workstation Blackwell: no micro-scaled GEMM kernels. */
    BLACKWELL_RTX,
    /** AMD Instinct: the same arguments, in AMD's builds of Megatron-LM and Transformer Engine. */
    INSTINCT;

    public static Generation of(Accelerator accelerator) {
        String name = accelerator.architecture().toLowerCase(Locale.ROOT);
        if (name.startsWith("cdna")) {
            return INSTINCT;
        }
        return switch (name) {
            case "pascal", "volta", "turing" -> BEFORE_AMPERE;
            case "hopper" -> HOPPER;
            case "blackwell" -> BLACKWELL;
            case "blackwell-rtx" -> BLACKWELL_RTX;
            default -> AMPERE_OR_ADA;
        };
    }

    public boolean isBlackwell() {
        return this == BLACKWELL || this == BLACKWELL_RTX;
    }

    /** Blocks of 128 need Hopper's kernels; scales per 32 or 16 elements need Blackwell's matrix units. */
    public boolean runs(Precision precision) {
        return switch (precision) {
            case FP8_BLOCK -> this == HOPPER || this == BLACKWELL;
            case MXFP8, NVFP4 -> this == BLACKWELL;
            default -> true;
        };
    }
}
