package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** Root-mean-square norm of each row, times a weight (Zhang and Sennrich 2019). */
public record RmsNorm(long rows, long width) implements Operation {
    public RmsNorm {
        if (rows < 1 || width < 1) {
            throw new IllegalArgumentException("rows and width must be positive: " + rows + " x " + width);
        }
    }

    static RmsNorm of(List<Long> extents) {
        return new RmsNorm(extents.get(0), extents.get(1));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.RMS_NORM;
    }

    @Override
    public List<Long> extents() {
        return List.of(rows, width);
    }

    @Override
    public Flops flops(Pass pass) {
        return Flops.ZERO;
    }

    /** Forward: input, output. Backward: input, gradient, result. */
    @Override
    public double elements(Pass pass) {
        return (pass.forwardOnly() ? 2 : 5) * (double) rows * width;
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
