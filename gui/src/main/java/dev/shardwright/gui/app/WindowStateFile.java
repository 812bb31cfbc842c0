package dev.shardwright.gui.app;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Keeps a window's state. A file that is not there or not readable is no fault: the window starts as the first time. */
record WindowStateFile(Path file) {
    /** In the person's own folder. */
    static WindowStateFile ofPerson() {
        return new WindowStateFile(Path.of(System.getProperty("user.home"), ".shardwright", "window.properties"));
    }

    WindowState read() {
        try (Reader in = Files.newBufferedReader(file)) {
            Properties properties = new Properties();
            properties.load(in);
            return WindowState.of(properties);
        } catch (IOException | IllegalArgumentException e) {
            return WindowState.FIRST;
        }
    }

    /** Says on standard error when it cannot be kept. */
    void write(WindowState state) {
        try {
            Files.createDirectories(file.getParent());
            try (Writer out = Files.newBufferedWriter(file)) {
                state.properties().store(out, "The window of Shardwright as it was left");
            }
        } catch (IOException e) {
            System.err.println("shardwright gui: cannot keep " + file + ": " + e);
        }
    }
}
