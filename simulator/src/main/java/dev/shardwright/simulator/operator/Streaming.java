package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** Elementwise or reduction kernels that only move memory: norms, activations, residuals, rotary, softmax, casts. */
public record Streaming(String name, Bytes bytes, int kernels, Bytes backwardBytes, int backwardKernels)
        implements Operator {
    /** The same kernels on elements so many times as wide. */
    Streaming widened(double factor) {
        return new Streaming(name, bytes.times(factor), kernels, backwardBytes.times(factor), backwardKernels);
    }

    @Override
    public Flops flops() {
        return Flops.ZERO;
    }

    @Override
    public List<Operator> backward() {
        return backwardKernels == 0
                ? List.of()
                : List.of(new Streaming(name + ".backward", backwardBytes, backwardKernels, Bytes.ZERO, 0));
    }

    @Override
    public Timing on(Device device) {
        return device.streaming(this);
    }
}
