package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** Copies a tensor from the host's memory to the device's. It has no backward pass. */
public record HostCopy(long size) implements Operation {
    public HostCopy {
        if (size < 1) {
            throw new IllegalArgumentException("a copy needs at least one element: " + size);
        }
    }

    static HostCopy of(List<Long> extents) {
        return new HostCopy(extents.get(0));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.HOST_COPY;
    }

    @Override
    public List<Long> extents() {
        return List.of(size);
    }

    @Override
    public Flops flops(Pass pass) {
        return Flops.ZERO;
    }

    /** Each element crosses the link once. */
    @Override
    public double elements(Pass pass) {
        return size;
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
