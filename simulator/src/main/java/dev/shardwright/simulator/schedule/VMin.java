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

    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        double longest = Math.max(times.forward(), times.inputGradient());
        return 2 * (ranks - 1) * longest + microBatches * Math.max(0, 3 * longest - times.total());
    }

    /** 2 ((p + 1) div 3) + 2 stages, of which the rank has two; where p mod 3 is 2, two less on every third rank. */
    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        return Math.min(microBatches, BuildingBlock.shortest(ranks).held(rank) / 2.0);
    }

    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        return BuildingBlock.shortest(ranks).order(microBatches, times);
    }
}
