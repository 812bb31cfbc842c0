package dev.shardwright.gui.screen;

import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.session.Session;
import dev.shardwright.gui.session.SessionViewModel;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Keeps the selected layout for a comparison, or no longer. */
public final class PinButton {
    private final ToggleButton root = new ToggleButton("Pin", new FontIcon(Feather.BOOKMARK));

    public PinButton(SessionViewModel session) {
        root.setId("pin");
        root.setMinWidth(Region.USE_PREF_SIZE);
        Hint.on(root, "Keep this layout for the Compare screen, up to three  (Ctrl+P)");
        root.setOnAction(event -> toggle(session));
        session.session().addListener((property, old, now) -> show(now));
        show(session.now());
    }

    public ToggleButton root() {
        return root;
    }

    /** Pins the selected layout, or takes its pin away. */
    public static void toggle(SessionViewModel session) {
        session.now().selected().ifPresent(layout -> session.update(now -> now.pinning(layout)));
    }

    private void show(Session now) {
        boolean pinned = now.selected().map(now::isPinned).orElse(false);
        root.setDisable(now.selected().isEmpty());
        root.setSelected(pinned);
        root.setText(pinned ? "Pinned" : "Pin");
    }
}
