package dev.shardwright.profiler.device;

import dev.shardwright.simulator.unit.Seconds;

/** The time of whoever waits for measurements. */
final class Stopwatch {
    private static final double NANOSECONDS = 1e-9;
    private static final double MILLISECOND = 1e-3;

    private final long start = System.nanoTime();

    /** Since this was made. */
    Seconds elapsed() {
        return new Seconds((System.nanoTime() - start) * NANOSECONDS);
    }

    /** Waits. Every batch has ended when it is timed, so that a device has nothing to do meanwhile. */
    static void rest(Seconds time) {
        try {
            Thread.sleep(Math.round(time.value() / MILLISECOND));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
