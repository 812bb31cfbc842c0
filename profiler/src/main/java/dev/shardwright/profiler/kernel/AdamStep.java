package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** One fused step of AdamW over a tensor of parameters (Loshchilov and Hutter 2019). It has no backward pass. */
public record AdamStep(long parameters) implements Operation {
    /** Weight, gradient and two moments read; weight and moments written. */
    private static final double ELEMENTS = 7;

    public AdamStep {
        if (parameters < 1) {
            throw new IllegalArgumentException("a step needs at least one parameter: " + parameters);
        }
    }

    static AdamStep of(List<Long> extents) {
        return new AdamStep(extents.get(0));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.ADAM_STEP;
    }

    @Override
    public List<Long> extents() {
        return List.of(parameters);
    }

    @Override
    public Flops flops(Pass pass) {
        return Flops.ZERO;
    }

    @Override
    public double elements(Pass pass) {
        return ELEMENTS * parameters;
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
