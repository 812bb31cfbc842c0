package dev.shardwright.planner.space;

import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.schedule.BreadthFirst;
import dev.shardwright.simulator.schedule.Gpipe;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.List;

/**
 * Layouts that differ only in what they recompute. {@code ladder} starts with the recompute that costs least time and
 * ends with the one that needs least memory; so its last rung tells whether any of them fits and, where they are
 * {@link #ordered}, its first rung bounds the time of all others from below.
 */
public record Block(
        ParallelDegrees degrees,
        PipelineSchedule schedule,
        int microBatch,
        Variant variant,
        Sharding sharding,
        List<Recompute> ladder) {
    /** The choices that rarely vary. */
    public record Variant(SequenceParallel sequenceParallel, ContextMethod contextMethod, Offload offload) {}

    /**
     * Whether a step takes longer the more is computed again: idle time grows with the whole of a pass. Where it depends
     * on how a pass divides into forward, input and weight gradients, less may idle once another stage is the slowest;
     * where nothing idles, only the slowest stage counts.
     */
    public boolean ordered() {
        return schedule instanceof OneForwardOneBackward
                || schedule instanceof Interleaved
                || schedule instanceof Gpipe
                || schedule instanceof BreadthFirst;
    }

    public Block with(List<Recompute> other) {
        return new Block(degrees, schedule, microBatch, variant, sharding, other);
    }

    public Layout layout(int rung) {
        MemorySaving saving = new MemorySaving(ladder.get(rung), sharding, variant.offload());
        return new Layout(degrees, schedule, microBatch, variant.sequenceParallel(), variant.contextMethod(), saving);
    }
}
