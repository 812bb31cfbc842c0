package dev.shardwright.gui.app;

import dev.shardwright.gui.plan.Presets;
import dev.shardwright.simulator.catalog.Catalog;
import java.util.concurrent.CompletableFuture;

/** Reads the profiles beside the start of JavaFX, which takes as long. */
final class ReadAhead {
    private static final CompletableFuture<Catalog> CATALOG = CompletableFuture.supplyAsync(Catalog::shipped);
    private static final CompletableFuture<Presets> PRESETS = CATALOG.thenApplyAsync(Presets::of);

    private ReadAhead() {}

    /** The first use of this class sets it going. */
    static void begin() {}

    /** Throws CompletionException with what was wrong with the files. */
    static Catalog catalog() {
        return CATALOG.join();
    }

    static Presets presets() {
        return PRESETS.join();
    }
}
