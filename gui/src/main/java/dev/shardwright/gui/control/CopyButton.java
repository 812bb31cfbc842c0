package dev.shardwright.gui.control;

import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Copies a table, as comma-separated values or as aligned text. */
public final class CopyButton {
    private static final double PICTURE_SCALE = 2;

    private final MenuButton root = new MenuButton("Copy", new FontIcon(Feather.COPY));

    /** @param name of the table, in the ids of the button (copy-NAME) and its entries */
    public CopyButton(String name, Supplier<TextSheet> sheet) {
        root.setId("copy-" + name);
        Hint.on(root, "Copies the table to the clipboard");
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

    /** Also copies a picture of what is drawn, with two pixels for each of the window's. */
    public CopyButton withPicture(Node drawn) {
        MenuItem item = new MenuItem("As picture, for slides");
        item.setId(root.getId() + "-picture");
        item.setOnAction(event -> Picture.of(drawn, PICTURE_SCALE).toClipboard());
        root.getItems().add(item);
        return this;
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
