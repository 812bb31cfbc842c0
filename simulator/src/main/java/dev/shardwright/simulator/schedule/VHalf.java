package dev.shardwright.simulator.schedule;

/**
 * V-Half: two stages a rank, down the ranks and up again, with hops timed so that the activations of half a 1F1B
 * suffice and about half of its idle time is left (Qi et al. 2024, "Pipeline Parallelism with Controllable Memory",
 * section 3.2).
 */
public record VHalf() implements PipelineSchedule {
    @Override
    public String name() {
        return "v-half";
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
     * Half of the idle time of 1F1B for passes of one length, less half a pass where p is odd: then exact for equal ranks.
     * For others a fit of the played order; docs/model/schedules/v-half.md has its error.
     */
    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        if (ranks == 1 || microBatches == 1) {
            return BuildingBlock.bubbleOfOne(ranks, times);
        }
        double hops = ranks - 1;
        int even = 1 - ranks % 2;
        double weights = -(ranks + even) / 2.0;
        LongestPath path = new LongestPath(times)
                .or((hops + 2 * even) / 2, 1.5 * hops, weights)
                .or(hops / 2, 1.5 * ranks - (even == 1 ? 1 : 2.5), weights + 1 - even)
                .or(hops, (hops - 1 + even) / 2, 0)
                .orMirrored(microBatches + ranks - 2, ranks - microBatches + even / 2.0, 0.5 - microBatches);
        return Math.max(path.time(), unfilled(ranks, microBatches, times));
    }

    /** Of the way of a micro-batch through the pipeline and back, what others do not fill where there are few. */
    private static double unfilled(int ranks, int microBatches, PassTimes times) {
        int others = microBatches - 2 + ranks % 2;
        double roundTrip = times.forward() + times.inputGradient();
        return (ranks - 1) * roundTrip - times.weightGradient() / 2 - others * times.total() / 3;
    }

    /** As {@link BuildingBlock#held(int)}: 2 (p div 2) + 2 stages, of which a rank has two. */
    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        return Math.min(microBatches, ranks / 2 + 1);
    }

    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        return BuildingBlock.half(ranks).order(microBatches, times);
    }
}
