package dev.shardwright.simulator.schedule;

/**
 * V-Min: two stages a rank, down the ranks and up again, with the shortest hops, so that activations are held for the
 * shortest time: a third of those of 1F1B (Qi et al. 2024, "Pipeline Parallelism with Controllable Memory", section 3.2).
 * Passes of unequal length throw the ranks out of step.
 */
public record VMin() implements PipelineSchedule {
    @Override
    public String name() {
        return "v-min";
    }

    @Override
    public boolean splitsBackward() {
        return true;
    }

    @Override
    public int virtualStages() {
        return 2;
    }

    @Override
    public Placement placement() {
        return Placement.WAVE;
    }

    /**
     * About two thirds of the idle time of 1F1B for passes of one length: 2 (p - 1) F - F/2, or F more where p is a
     * multiple of 3; then exact for equal ranks. Where forwards or input gradients are the longest passes, each
     * micro-batch takes three times as long as one of them. For others a fit of the played order;
     * docs/model/schedules/v-min.md has its error.
     */
    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        if (ranks == 1 || microBatches == 1) {
            return BuildingBlock.bubbleOfOne(ranks, times);
        }
        LongestPath path = new LongestPath(times);
        addSlowest(path, ranks, microBatches);
        addFilling(path, ranks / 3, ranks % 3);
        return path.time();
    }

    /** Three of the longest passes per micro-batch, with the way through the pipeline and back. */
    private static void addSlowest(LongestPath path, int ranks, int microBatches) {
        double longest = 3.0 * (microBatches - 1);
        double weights = 0.5 - microBatches;
        double through = ranks - microBatches;
        if (ranks == 2) {
            addSlowestOfTwo(path, microBatches / 2.0);
        } else if (ranks % 3 == 0) {
            path.orMirrored(longest + through, through + 0.5, weights)
                    .orMirrored(longest + through - 1, through + 2, weights);
        } else {
            path.orMirrored(longest + through, through, weights);
        }
    }

    private static void addSlowestOfTwo(LongestPath path, double half) {
        path.orMirrored(2 * half, 1.5 - half, -half)
                .orMirrored(2 * half - 0.5, 1.5 - half, 0.5 - half)
                .or(half + 0.5, half + 0.5, 0.5 - 2 * half);
    }

    /** Paths through the ranks as they fill and drain, for {@code thirds} times three ranks and {@code more}. */
    private static void addFilling(LongestPath path, int thirds, int more) {
        double weights = -(thirds + 1) / 2.0;
        switch (more) {
            case 0 ->
                path.or(2.5 * thirds + 1, 4 * thirds - 2, weights).or(4 * thirds - 0.5, 2.5 * thirds - 0.5, weights);
            case 1 -> path.orMirrored(2.5 * thirds, 4 * thirds, weights);
            default ->
                path.or(2.5 * thirds + 1, 4 * thirds + 1, weights)
                        .or(2.5 * thirds + 1.5, 4 * thirds, weights + 0.5)
                        .or(4 * thirds + 1.5, 2.5 * thirds, weights + 0.5);
        }
    }

    /**
     * As {@link BuildingBlock#held(int)}: 2 ((p + 1) div 3) + 2 stages, of which a rank has two; where p mod 3 is 2, two
     * less on every third rank.
     */
    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        int less = ranks % 3 == 2 && rank % 3 == 0 ? 1 : 0;
        return Math.min(microBatches, (ranks + 1) / 3 + 1 - less);
    }

    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        return BuildingBlock.shortest(ranks).order(microBatches, times);
    }
}
