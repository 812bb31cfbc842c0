package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** An operation on each row of a tensor by itself, which only moves memory. */
public record RowWise(Form form, long rows, long width) implements Operation {
    /** What happens to a row, with the tensors of its size that travel in the forward and in the backward pass. */
    public enum Form {
        /** Mean and variance to zero and one, times a weight, plus a bias (Ba et al. 2016). */
        LAYER_NORM(2, 3),
        /** GELU in its tanh form (Hendrycks and Gimpel 2016). */
        GELU(2, 3),
        /** Pairs of columns turned by an angle for the position (Su et al. 2021). */
        ROTARY(2, 2),
        /** A sum; both gradients are the incoming one, so that the backward pass moves nothing. */
        RESIDUAL_ADD(3, 0);

        private final int forward;
        private final int backward;

        Form(int forward, int backward) {
            this.forward = forward;
            this.backward = backward;
        }
    }

    public RowWise {
        if (rows < 1 || width < 1) {
            throw new IllegalArgumentException("rows and width must be positive: " + rows + " x " + width);
        }
        if (form == Form.ROTARY && width % 2 != 0) {
            throw new IllegalArgumentException("rotary embedding needs an even width: " + width);
        }
    }

    static RowWise of(Form form, List<Long> extents) {
        return new RowWise(form, extents.get(0), extents.get(1));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.valueOf(form.name());
    }

    @Override
    public List<Long> extents() {
        return List.of(rows, width);
    }

    @Override
    public Flops flops(Pass pass) {
        return Flops.ZERO;
    }

    @Override
    public double elements(Pass pass) {
        return (form.forward + (pass.forwardOnly() ? 0 : form.backward)) * (double) rows * width;
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
