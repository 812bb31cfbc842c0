package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** SiLU(gate) * up, both of this size (SwiGLU; Shazeer 2020). */
public record GatedActivation(long rows, long width) implements Operation {
    public GatedActivation {
        if (rows < 1 || width < 1) {
            throw new IllegalArgumentException("rows and width must be positive: " + rows + " x " + width);
        }
    }

    static GatedActivation of(List<Long> extents) {
        return new GatedActivation(extents.get(0), extents.get(1));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.GATED_ACTIVATION;
    }

    @Override
    public List<Long> extents() {
        return List.of(rows, width);
    }

    @Override
    public Flops flops(Pass pass) {
        return Flops.ZERO;
    }

    /** Forward: gate, up, output. Backward: gate, up, gradient, two results. */
    @Override
    public double elements(Pass pass) {
        return (pass.forwardOnly() ? 3 : 8) * (double) rows * width;
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
