package dev.shardwright.gui.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The menu of a table's second mouse button: all of its rows to the clipboard. Ctrl+C copies them as text. */
public final class TableMenu {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private TableMenu() {}

    public static void install(TableView<?> table) {
        install(table, () -> sheet(table));
    }

    /** For a table that shows more than texts. */
    public static void install(TableView<?> table, Supplier<TextSheet> sheet) {
        MenuItem csv = item("Copy as CSV, for spreadsheets", () -> sheet.get().csv());
        MenuItem text = item("Copy as text, for messages", () -> sheet.get().text());
        table.setContextMenu(new ContextMenu(csv, text));
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (COPY.match(event)) {
                Copying.toClipboard(sheet.get().text());
                event.consume();
            }
        });
    }

    private static MenuItem item(String words, Supplier<String> copied) {
        MenuItem item = new MenuItem(words);
        item.setOnAction(event -> Copying.toClipboard(copied.get()));
        return item;
    }

    /** What a table shows. */
    public static TextSheet sheet(TableView<?> table) {
        List<? extends TableColumn<?, ?>> columns = table.getVisibleLeafColumns();
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < table.getItems().size(); row++) {
            int place = row;
            rows.add(columns.stream().map(column -> cell(column, place)).toList());
        }
        return new TextSheet(columns.stream().map(TableMenu::heading).toList(), rows);
    }

    private static String heading(TableColumn<?, ?> column) {
        return column.getGraphic() instanceof Labeled label ? label.getText() : column.getText();
    }

    private static String cell(TableColumn<?, ?> column, int row) {
        return Optional.ofNullable(column.getCellData(row))
                .map(Object::toString)
                .orElse("");
    }
}
