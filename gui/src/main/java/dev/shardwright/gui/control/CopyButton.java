package dev.shardwright.gui.control;

import java.util.function.Supplier;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Copies a table, as comma-separated values or as aligned text. */
public final class CopyButton {
    private final MenuButton root = new MenuButton("Copy", new FontIcon(Feather.COPY));

    /** @param name of the table, in the ids of the button (copy-NAME) and its entries */
    public CopyButton(String name, Supplier<TextSheet> sheet) {
        root.setId("copy-" + name);
        root.setTooltip(new Tooltip("Copies the table to the clipboard"));
        root.setMinWidth(Region.USE_PREF_SIZE);
        root.setAccessibleText("Copy the table");
        root.getItems()
                .setAll(
                        item(
                                "As CSV, for spreadsheets",
                                "copy-" + name + "-csv",
                                () -> sheet.get().csv()),
                        item(
                                "As text, for messages",
                                "copy-" + name + "-text",
                                () -> sheet.get().text()));
    }

    public MenuButton root() {
        return root;
    }

    private static MenuItem item(String text, String id, Supplier<String> copied) {
        MenuItem item = new MenuItem(text);
        item.setId(id);
        item.setOnAction(event -> Copying.toClipboard(copied.get()));
        return item;
    }
}
