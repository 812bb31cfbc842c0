package dev.shardwright.planner.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C. While a search runs it stops the search, and the process ends when the best so far is printed; at any other
 * time it ends the process at once.
 */
final class Interruption {
    /** How long a stopped search may take to answer. */
    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean searching;
    private volatile boolean requested;

    /** An interruption that comes from the user of this process. */
    static Interruption ofProcess() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::await, "interruption"));
        return interruption;
    }

    private void await() {
        if (!searching) {
            return;
        }
        requested = true;
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("shardwright: the search did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on Ctrl-C asks instead of ending the process. */
    void searchBegins() {
        searching = true;
    }

    /** Whether the user asked to stop. */
    boolean requested() {
        return requested;
    }

    /** Ends the process, also from within Ctrl-C, where an ordinary exit would wait for itself. */
    void exit(int status) {
        if (requested) {
            Runtime.getRuntime().halt(status);
        }
        searching = false;
        System.exit(status);
    }
}
