package dev.shardwright.gui.screen;

import dev.shardwright.gui.session.SessionViewModel;
import dev.shardwright.gui.task.Threads;
import dev.shardwright.simulator.catalog.Catalog;

/**
 * What every screen may use: the profiles, the threads, what all screens speak about, the way to other screens, and files
 * that wait for the screen that reads them.
 */
public record Workspace(
        Catalog catalog,
        Threads threads,
        SessionViewModel session,
        NavigationViewModel navigation,
        TrayViewModel runs,
        TrayViewModel kernels) {
    public static Workspace of(Catalog catalog, Threads threads) {
        return new Workspace(
                catalog,
                threads,
                new SessionViewModel(),
                new NavigationViewModel(),
                new TrayViewModel(),
                new TrayViewModel());
    }
}
