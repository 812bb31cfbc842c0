package dev.shardwright.simulator.schedule;

/** Interleaved 1F1B: every rank owns {@code virtualStages} chunks of layers (Narayanan et al. 2021, section 2.2.2). */
public record Interleaved(int virtualStages) implements PipelineSchedule {
    public Interleaved {
        if (virtualStages < 2) {
            throw new IllegalArgumentException("interleaving needs at least two chunks per rank: " + virtualStages);
        }
    }

    @Override
    public String name() {
        return "interleaved";
    }

    @Override
    public double bubblePasses(int stages, int microBatches) {
        return (stages - 1) / (double) virtualStages;
    }

    /**
     * Warm-up of Megatron-LM: 2(p - 1 - stage) + (v - 1) p chunk passes, plus the one being computed, each holding
     * 1/v of the rank's layers.
     */
    @Override
    public double activationsInFlight(int stages, int stage, int microBatches) {
        int warmUp = 2 * (stages - 1 - stage) + (virtualStages - 1) * stages + 1;
        return Math.min(warmUp, microBatches * virtualStages) / (double) virtualStages;
    }
}
