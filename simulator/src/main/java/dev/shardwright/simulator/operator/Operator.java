package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** One piece of work of one rank for one micro-batch. */
public sealed interface Operator permits Gemm, AttentionCore, Streaming, HostWork {
    String name();

    Flops flops();

    /** Bytes read and written in device memory. */
    Bytes bytes();

    /** Kernels launched. */
    int kernels();

    /** Launches that the host makes, and other host work of the same length. */
    default int launches() {
        return kernels();
    }

    /** The work that its backward pass does. */
    List<Operator> backward();

    Timing on(Device device);
}
