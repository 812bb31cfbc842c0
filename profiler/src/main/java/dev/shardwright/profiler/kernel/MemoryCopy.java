package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** Copies a tensor within device memory. It has no backward pass. */
public record MemoryCopy(long size) implements Operation {
    public MemoryCopy {
        if (size < 1) {
            throw new IllegalArgumentException("a copy needs at least one element: " + size);
        }
    }

    static MemoryCopy of(List<Long> extents) {
        return new MemoryCopy(extents.get(0));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.MEMORY_COPY;
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
