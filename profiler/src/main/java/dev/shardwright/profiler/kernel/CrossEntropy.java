package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** Mean negative log likelihood of one target per row of logits. */
public record CrossEntropy(long tokens, long vocabulary) implements Operation {
    public CrossEntropy {
        if (tokens < 1 || vocabulary < 1) {
            throw new IllegalArgumentException("tokens and vocabulary must be positive");
        }
    }

    static CrossEntropy of(List<Long> extents) {
        return new CrossEntropy(extents.get(0), extents.get(1));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.CROSS_ENTROPY;
    }

    @Override
    public List<Long> extents() {
        return List.of(tokens, vocabulary);
    }

    @Override
    public Flops flops(Pass pass) {
        return Flops.ZERO;
    }

    /** Forward: logits read. Backward: logits read again, gradients written. */
    @Override
    public double elements(Pass pass) {
        return (pass.forwardOnly() ? 1 : 3) * (double) tokens * vocabulary;
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
