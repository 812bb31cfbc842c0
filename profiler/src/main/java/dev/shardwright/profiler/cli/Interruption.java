package dev.shardwright.profiler.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C. While a device is measured it ends the measurement, and the process ends when what there is stands in the
 * file; at any other time it ends the process at once.
 */
final class Interruption {
    /** How long the kernel that is running may take to end. */
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean measuring;
    private volatile boolean requested;

    /** An interruption that comes from the user of this process. */
    static Interruption ofProcess() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::await, "interruption"));
        return interruption;
    }

    private void await() {
        if (!measuring) {
            return;
        }
        requested = true;
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("shardwright: the kernel that is running did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on Ctrl-C asks instead of ending the process. */
    void measurementBegins() {
        measuring = true;
    }

    boolean requested() {
        return requested;
    }

    /** Ends the process, also from within Ctrl-C, where an ordinary exit would wait for itself. */
    void exit(int status) {
        if (requested) {
            Runtime.getRuntime().halt(status);
        }
        measuring = false;
        System.exit(status);
    }
}
