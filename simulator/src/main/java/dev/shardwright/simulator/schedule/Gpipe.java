package dev.shardwright.simulator.schedule;

/** All forwards, then all backwards (Huang et al. 2019). */
public record Gpipe() implements PipelineSchedule {
    @Override
    public String name() {
        return "gpipe";
    }

    @Override
    public int virtualStages() {
        return 1;
    }

    @Override
    public double bubblePasses(int stages, int microBatches) {
        return stages - 1;
    }

    @Override
    public double activationsInFlight(int stages, int stage, int microBatches) {
        return microBatches;
    }
}
