package dev.shardwright.simulator.cost;

import dev.shardwright.simulator.stack.AttentionKernel;

/**
 * Speed of attention kernels relative to FlashAttention 2 on the same device, from the papers' own comparisons (Dao
 * 2022, Dao 2023, Shah et al. 2024); docs/model/attention.md.
 */
enum AttentionRates {
    FLASH1(0.65),
    TRITON(0.80),
    FLASH2(1.0),
    FLASH3(1.7);

    private final double relative;

    AttentionRates(double relative) {
        this.relative = relative;
    }

    static double relative(AttentionKernel kernel) {
        return kernel.materialisesScores() ? FLASH2.relative : valueOf(kernel.name()).relative;
    }
}
