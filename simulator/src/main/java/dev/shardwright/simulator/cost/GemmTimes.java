package dev.shardwright.simulator.cost;

import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.Timing.Bound;

/** Seconds of matrix products of one operand format on one device under one stack. */
public sealed interface GemmTimes permits TileGemm, MeasuredGemm {
    /** Without the idle gap between kernels. */
    double seconds(Gemm gemm);

    Bound bound(Gemm gemm);
}
