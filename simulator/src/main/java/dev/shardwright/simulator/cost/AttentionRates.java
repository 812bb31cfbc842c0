package dev.shardwright.simulator.cost;

import dev.shardwright.simulator.stack.AttentionKernel;
import java.util.Set;

/**
 * Speed of attention kernels relative to FlashAttention 2 on the same device, from the papers' own comparisons (Dao
 * 2022, Dao 2023, Shah et al. 2024); docs/model/attention.md.
 */
enum AttentionRates {
    FLASH1(0.53),
    TRITON(0.80),
    FLASH2(1.0),
    FLASH3(1.7);

    private static final Set<String> THIRD_GENERATION = Set.of("hopper", "blackwell");

    /**
     * Data-centre Blackwell reaches its matrix units through new instructions only; the older kernels run there through
     * the old ones, at about Hopper's rate per multiprocessor: some 400 TFLOP/s, where the vendor kernel's rate over 1.7
     * is 670. An estimate, not a timing; torchtitan's runs on B200 agree with it.
     */
    private static final double OLD_INSTRUCTIONS_ON_BLACKWELL = 0.6;

    /** What heads of 64 reach of the rate of heads of 128. */
    private static final double NARROW_BEFORE_HOPPER = 0.92;

    private static final double NARROW_ON_HOPPER = 0.78;
    private static final double NARROW_ON_BLACKWELL = 0.60;

    private final double relative;

    AttentionRates(double relative) {
        this.relative = relative;
    }

    /**
     * Rate of heads of 64 relative to heads of 128, forward and backward: FlashAttention 2 on A100 (Dao 2023, figures 4
     * and 5), prefill kernels on H100, H200 and B200 (AIConfigurator attention measurements).
     */
    static double narrow(String architecture) {
        return switch (architecture) {
            case "hopper" -> NARROW_ON_HOPPER;
            case "blackwell" -> NARROW_ON_BLACKWELL;
            default -> NARROW_BEFORE_HOPPER;
        };
    }

    /** Kernels of the third generation exist for Hopper and data-centre Blackwell; elsewhere the second one runs. */
    static double relative(AttentionKernel kernel, String architecture) {
        boolean absent = kernel == AttentionKernel.FLASH3 && !THIRD_GENERATION.contains(architecture);
        double rate = kernel.materialisesScores() || absent ? FLASH2.relative : valueOf(kernel.name()).relative;
        boolean old = "blackwell".equals(architecture) && kernel != AttentionKernel.FLASH3;
        return old ? rate * OLD_INSTRUCTIONS_ON_BLACKWELL : rate;
    }
}
