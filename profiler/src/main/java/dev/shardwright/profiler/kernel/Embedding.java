package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** Looks up a row of a table for each token; backward, adds gradients to the rows of a table of zeros. */
public record Embedding(long tokens, long width, long vocabulary) implements Operation {
    public Embedding {
        if (tokens < 1 || width < 1 || vocabulary < 1) {
            throw new IllegalArgumentException("embedding extents must be positive");
        }
    }

    static Embedding of(List<Long> extents) {
        return new Embedding(extents.get(0), extents.get(1), extents.get(2));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.EMBEDDING;
    }

    @Override
    public List<Long> extents() {
        return List.of(tokens, width, vocabulary);
    }

    @Override
    public Flops flops(Pass pass) {
        return Flops.ZERO;
    }

    /** Forward: rows read and written. Backward: gradients read, the whole table's gradient written. */
    @Override
    public double elements(Pass pass) {
        double rows = (double) tokens * width;
        return pass.forwardOnly() ? 2 * rows : 3 * rows + (double) vocabulary * width;
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
