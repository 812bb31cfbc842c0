package dev.shardwright.simulator.runlog;

import dev.shardwright.simulator.unit.Bytes;

/** A peak that one process logged, and what its counter counts. */
record MemoryPeak(Counter counter, int rank, Bytes peak) {
    /** What a memory counter of a framework counts. */
    enum Counter {
        MAX_ALLOCATED("max allocated"),
        MAX_RESERVED("max reserved"),
        DEVICE("device");

        private final String words;

        Counter(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
