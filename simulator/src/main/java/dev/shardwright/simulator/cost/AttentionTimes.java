package dev.shardwright.simulator.cost;

import dev.shardwright.simulator.operator.AttentionCore;

/** Seconds of fused attention on one device under one stack, as far as arithmetic bounds them. */
public sealed interface AttentionTimes permits FlashAttention, MeasuredAttention {
    /** Without the idle gap between kernels. */
    double seconds(AttentionCore core);
}
