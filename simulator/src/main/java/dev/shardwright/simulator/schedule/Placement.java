package dev.shardwright.simulator.schedule;

/** Which rank holds which stage of a pipeline; stages are counted in the order of the model. */
public enum Placement {
    /** Stage s on rank s mod p (Narayanan et al. 2021, section 2.2). */
    ROUND_ROBIN,
    /** Two stages a rank, down the ranks and up again: the first rank holds the first and the last (Qi et al. 2024). */
    WAVE,
    /**
     * Every stage twice: the first half of the micro-batches takes stage s on rank s, the second half on rank p - 1 - s
     * (Li and Hoefler 2021; DeepSeek-AI 2024).
     */
    BOTH_WAYS;

    /** Stages of the model on {@code ranks} ranks with {@code perRank} stages each. */
    public int stages(int ranks, int perRank) {
        return this == BOTH_WAYS ? ranks : ranks * perRank;
    }

    /** @param reversed whether the micro-batch goes from the last rank to the first, BOTH_WAYS only */
    public int rank(int stage, int ranks, boolean reversed) {
        return switch (this) {
            case ROUND_ROBIN -> stage % ranks;
            case WAVE -> stage < ranks ? stage : 2 * ranks - 1 - stage;
            case BOTH_WAYS -> reversed ? ranks - 1 - stage : stage;
        };
    }
}
