package dev.shardwright.simulator.trace;

import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;

/**
 * What a trace file shows.
 *
 * @param title of what job, in a few words
 * @param overhead time of the step after all tasks
 * @param memory what the ranks' memory holds; may be empty
 */
public record Trace(String title, Timeline timeline, Seconds overhead, List<MemoryCounter> memory) {
    /** The memory of one rank over time. */
    public interface MemoryCounter {
        int rank();

        /** Names of the parts of memory, which are stacked. */
        List<String> parts();

        /** How often the memory changes, its start included. */
        int changes();

        /** When, in seconds from the start of the step; never decreases. */
        double seconds(int change);

        /** Bytes of a part from then on. */
        long bytes(int change, int part);
    }

    public Trace {
        memory = List.copyOf(memory);
    }
}
