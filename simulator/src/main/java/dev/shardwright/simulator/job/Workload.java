package dev.shardwright.simulator.job;

/** What one optimizer step consumes: sequences of a fixed length in tokens, and how many of them. */
public record Workload(int sequenceLength, int globalBatch) {
    public Workload {
        if (sequenceLength < 1 || globalBatch < 1) {
            throw new IllegalArgumentException("sequence length and global batch must be positive");
        }
    }

    public long tokens() {
        return (long) sequenceLength * globalBatch;
    }
}
