package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** One piece of work of one rank for one micro-batch. */
public sealed interface Operator permits Gemm, AttentionCore, Streaming {
    String name();

    Flops flops();

    /** Bytes read and written in device memory. */
    Bytes bytes();

    /** Kernels launched. */
    int kernels();

    /** The work that its backward pass does. */
    List<Operator> backward();

    Timing on(Device device);
}
