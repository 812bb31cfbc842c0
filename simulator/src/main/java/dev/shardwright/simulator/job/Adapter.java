package dev.shardwright.simulator.job;

import dev.shardwright.simulator.model.Projection;

/**
 * Two thin maps beside a frozen one: inputs to rank, rank to outputs (Hu et al. 2021, section 4.1), once per copy of the
 * frozen map. Tensor parallelism splits the thin map that touches the split side.
 */
public record Adapter(String name, int inputs, int outputs, int rank, Projection.Split split, int copies) {
    public long parameters() {
        return (long) rank * ((long) inputs + outputs) * copies;
    }

    /** Inputs of the first map on one of {@code ways} tensor ranks. */
    public int inputsOnRank(int ways) {
        return split == Projection.Split.ROW ? (inputs + ways - 1) / ways : inputs;
    }

    /** Outputs of the second map on one of {@code ways} tensor ranks. */
    public int outputsOnRank(int ways) {
        return split == Projection.Split.COLUMN ? (outputs + ways - 1) / ways : outputs;
    }

    /** Parameters on one of {@code ways} tensor ranks. */
    public double parametersOnRank(int ways) {
        return (double) rank * ((double) inputsOnRank(ways) + outputsOnRank(ways)) * copies;
    }
}
