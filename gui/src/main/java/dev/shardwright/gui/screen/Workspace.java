package dev.shardwright.gui.screen;

import dev.shardwright.gui.session.SessionViewModel;
import dev.shardwright.gui.task.Threads;
import dev.shardwright.simulator.catalog.Catalog;

/** What every screen may use: the profiles, the threads, what all screens speak about, and the way to other screens. */
public record Workspace(Catalog catalog, Threads threads, SessionViewModel session, NavigationViewModel navigation) {
    public static Workspace of(Catalog catalog, Threads threads) {
        return new Workspace(catalog, threads, new SessionViewModel(), new NavigationViewModel());
    }
}
