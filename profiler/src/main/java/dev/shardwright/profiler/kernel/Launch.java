package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** A kernel that negates so few elements that its launch is all it costs. It has no backward pass. */
public record Launch(long size) implements Operation {
    public Launch {
        if (size < 1) {
            throw new IllegalArgumentException("a kernel needs at least one element: " + size);
        }
    }

    static Launch of(List<Long> extents) {
        return new Launch(extents.get(0));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.LAUNCH;
    }

    @Override
    public List<Long> extents() {
        return List.of(size);
    }

    @Override
    public Flops flops(Pass pass) {
        return Flops.ZERO;
    }

    /** Each element is read and written. */
    @Override
    public double elements(Pass pass) {
        return 2.0 * size;
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
