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

    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        return (ranks - 1)
                * Math.max(times.total() / 2, 1.5 * (times.forward() + times.inputGradient() - times.weightGradient()));
    }

    /** 2 (p div 2) + 2 stages, of which the rank has two. */
    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        return Math.min(microBatches, BuildingBlock.half(ranks).held(rank) / 2.0);
    }

    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        return BuildingBlock.half(ranks).order(microBatches, times);
    }
}
