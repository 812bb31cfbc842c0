package dev.shardwright.simulator.hardware;

/** A communication pattern among the ranks of a group. */
public enum Collective {
    ALL_REDUCE,
    ALL_GATHER,
    REDUCE_SCATTER,
    ALL_TO_ALL,
    SEND_RECEIVE;

    /**
     * Bytes each rank puts on the wire per byte of the whole buffer, in a group of n (ring algorithms; Thakur et al.
     * 2005). ALL_TO_ALL counts the buffer that one rank holds.
     */
    public double wireFactor(int ranks) {
        double others = (ranks - 1.0) / ranks;
        return switch (this) {
            case ALL_REDUCE -> 2 * others;
            case ALL_GATHER, REDUCE_SCATTER, ALL_TO_ALL -> others;
            case SEND_RECEIVE -> 1;
        };
    }
}
