package dev.shardwright.simulator.schedule;

/**
 * Interleaved 1F1B: every rank owns {@code virtualStages} chunks of layers (Narayanan et al. 2021, section 2.2.2) and
 * takes {@code group} micro-batches through a chunk before it turns to the next; 0 stands for as many as stages.
 */
public record Interleaved(int virtualStages, int group) implements PipelineSchedule {
    public Interleaved {
        if (virtualStages < 2) {
            throw new IllegalArgumentException("interleaving needs at least two chunks per rank: " + virtualStages);
        }
        if (group < 0) {
            throw new IllegalArgumentException("micro-batches per chunk must be zero or more: " + group);
        }
    }

    public Interleaved(int virtualStages) {
        this(virtualStages, 0);
    }

    /** Micro-batches that pass a chunk in a row, on a pipeline of that many stages. */
    public int groupOf(int stages) {
        return group == 0 ? stages : group;
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
     * Warm-up of Megatron-LM: 2(p - 1 - stage) + (v - 1) g chunk passes, plus the one being computed, each holding
     * 1/v of the rank's layers; g is the group, p by default.
     */
    @Override
    public double activationsInFlight(int stages, int stage, int microBatches) {
        int warmUp = 2 * (stages - 1 - stage) + (virtualStages - 1) * groupOf(stages) + 1;
        return Math.min(warmUp, microBatches * virtualStages) / (double) virtualStages;
    }
}
