package dev.shardwright.simulator.layout;

import dev.shardwright.simulator.schedule.PipelineSchedule;

/** How a job is laid out over devices: everything a planner chooses. {@code microBatch} is in sequences. */
public record Layout(
        ParallelDegrees degrees,
        PipelineSchedule schedule,
        int microBatch,
        SequenceParallel sequenceParallel,
        ContextMethod contextMethod,
        MemorySaving memorySaving) {
    public Layout {
        if (microBatch < 1) {
            throw new IllegalArgumentException("micro-batch must be positive: " + microBatch);
        }
    }

    /** Stages that the model's layers are dealt to: virtual stages of all ranks. */
    public int stages() {
        return schedule.placement().stages(degrees.pipeline(), schedule.virtualStages());
    }

    /** Ranks over which norms and residuals are split along the sequence by tensor parallelism. */
    public int sequenceWays() {
        return sequenceParallel == SequenceParallel.ON ? degrees.tensor() : 1;
    }
}
