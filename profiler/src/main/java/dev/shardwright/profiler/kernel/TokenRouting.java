package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/**
 * What a mixture of experts does to tokens around the experts: choose {@code topK} of {@code experts} by their scores,
 * sort copies of the tokens by expert (dispatch), and add them up again, weighted (combine).
 */
public record TokenRouting(long tokens, long width, long experts, long topK) implements Operation {
    public TokenRouting {
        if (tokens < 1 || width < 1 || topK < 1) {
            throw new IllegalArgumentException("routing extents must be positive");
        }
        if (topK > experts) {
            throw new IllegalArgumentException("top_k (" + topK + ") must not exceed experts (" + experts + ")");
        }
    }

    static TokenRouting of(List<Long> extents) {
        return new TokenRouting(extents.get(0), extents.get(1), extents.get(2), extents.get(3));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.TOKEN_ROUTING;
    }

    @Override
    public List<Long> extents() {
        return List.of(tokens, width, experts, topK);
    }

    @Override
    public Flops flops(Pass pass) {
        return Flops.ZERO;
    }

    /**
     * Forward: each copy is read and written by dispatch and read by combine, which writes each token; scores are read.
     * Backward: combine reads copies and their gradients and writes gradients, dispatch reads those and writes tokens.
     */
    @Override
    public double elements(Pass pass) {
        double copies = (double) tokens * topK * width;
        double forward = 3 * copies + (double) tokens * width + (double) tokens * experts;
        double backward = 4 * copies + (double) tokens * width + (double) tokens * experts;
        return pass.forwardOnly() ? forward : forward + backward;
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
