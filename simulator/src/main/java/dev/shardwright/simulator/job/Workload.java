package dev.shardwright.simulator.job;

/**
 * What one optimizer step consumes: sequences of a fixed length in tokens, and how many of them. A sequence may be
 * packed from documents of {@code documentLength} tokens, which do not attend to one another. How its tokens spread
 * over experts, where a model has any, is {@code routing}.
 */
public record Workload(int sequenceLength, int globalBatch, int documentLength, Routing routing) {
    public Workload {
        if (sequenceLength < 1 || globalBatch < 1) {
            throw new IllegalArgumentException("sequence length and global batch must be positive");
        }
        if (documentLength < 1 || documentLength > sequenceLength) {
            throw new IllegalArgumentException("documents must have one token or more and fit into a sequence");
        }
    }

    /** Routing is balanced. */
    public Workload(int sequenceLength, int globalBatch, int documentLength) {
        this(sequenceLength, globalBatch, documentLength, Routing.BALANCED);
    }

    /** Every sequence is one document. */
    public Workload(int sequenceLength, int globalBatch) {
        this(sequenceLength, globalBatch, sequenceLength);
    }

    public Workload withRouting(Routing other) {
        return new Workload(sequenceLength, globalBatch, documentLength, other);
    }

    public long tokens() {
        return (long) sequenceLength * globalBatch;
    }
}
