package dev.shardwright.simulator.schedule;

/** 1F1B with flush (Narayanan et al. 2021, PipeDream-Flush). */
public record OneForwardOneBackward() implements PipelineSchedule {
    @Override
    public String name() {
        return "1f1b";
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
        return Math.min(microBatches, stages - stage);
    }
}
