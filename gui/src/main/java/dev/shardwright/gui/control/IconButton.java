package dev.shardwright.gui.control;

import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Buttons with an icon beside their words, never narrower than both. */
public final class IconButton {
    private IconButton() {}

    /** @param id by which tests and style sheets find it */
    public static Button of(String text, Feather icon, String id) {
        Button button = new Button(text, new FontIcon(icon));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }
}
