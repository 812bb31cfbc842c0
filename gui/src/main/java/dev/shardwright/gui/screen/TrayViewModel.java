package dev.shardwright.gui.screen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Files that were opened somewhere in the window and wait for the screen that reads them. */
public final class TrayViewModel {
    private final ReadOnlyObjectWrapper<List<Path>> waiting = new ReadOnlyObjectWrapper<>(List.of());

    /** Adds a file to those that wait. */
    public void put(Path file) {
        List<Path> files = new ArrayList<>(waiting.get());
        files.add(file);
        waiting.set(List.copyOf(files));
    }

    /** The files that wait, none of which waits any longer. */
    public List<Path> take() {
        List<Path> files = waiting.get();
        waiting.set(List.of());
        return files;
    }

    public ReadOnlyObjectProperty<List<Path>> waiting() {
        return waiting.getReadOnlyProperty();
    }
}
