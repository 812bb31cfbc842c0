package dev.shardwright.gui.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javafx.geometry.Rectangle2D;

/** What the next start takes over from the last one: where the window was, its theme, files that were opened last. */
record WindowState(Optional<Rectangle2D> bounds, Theme theme, List<Path> recent) {
    static final WindowState FIRST = new WindowState(Optional.empty(), Theme.LIGHT, List.of());

    private static final String RECENT = "recent.";

    WindowState {
        recent = List.copyOf(recent);
    }

    Properties properties() {
        Properties properties = new Properties();
        bounds.ifPresent(b -> properties.setProperty(
                "bounds", b.getMinX() + " " + b.getMinY() + " " + b.getWidth() + " " + b.getHeight()));
        properties.setProperty("theme", theme.name());
        for (int i = 0; i < recent.size(); i++) {
            properties.setProperty(RECENT + i, recent.get(i).toString());
        }
        return properties;
    }

    /** Throws IllegalArgumentException for values that no earlier window has written. */
    static WindowState of(Properties properties) {
        List<Path> recent = new ArrayList<>();
        for (String file = properties.getProperty(RECENT + 0); file != null; ) {
            recent.add(Path.of(file));
            file = properties.getProperty(RECENT + recent.size());
        }
        return new WindowState(
                Optional.ofNullable(properties.getProperty("bounds")).map(WindowState::bounds),
                Theme.valueOf(properties.getProperty("theme", Theme.LIGHT.name())),
                recent);
    }

    private static Rectangle2D bounds(String text) {
        String[] words = text.split(" ", -1);
        if (words.length != 4) {
            throw new IllegalArgumentException(text);
        }
        return new Rectangle2D(
                Double.parseDouble(words[0]),
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]));
    }
}
