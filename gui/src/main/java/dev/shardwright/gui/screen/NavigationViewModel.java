package dev.shardwright.gui.screen;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Where in the window one is: the name of a screen. */
public final class NavigationViewModel {
    private final ReadOnlyStringWrapper place = new ReadOnlyStringWrapper("");

    public ReadOnlyStringProperty place() {
        return place.getReadOnlyProperty();
    }

    public void go(String screen) {
        place.set(screen);
    }
}
