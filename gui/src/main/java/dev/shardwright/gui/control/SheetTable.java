package dev.shardwright.gui.control;

import atlantafx.base.theme.Styles;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/** A table of text: figures to the right, sorted by a click on a heading, each heading with what it means. */
public final class SheetTable {
    /** Orders cells by the figure that they begin with; cells without one come last. */
    public static final Comparator<String> BY_FIGURE = Comparator.comparingDouble(
                    (String cell) -> figure(cell).orElse(Double.POSITIVE_INFINITY))
            .thenComparing(Comparator.naturalOrder());

    private static final double ROW = 26;
    private static final double PADDING = 18;
    private static final double SCROLL_BAR = 16;
    private static final double WIDEST = 280;
    private static final double NOTE_WIDTH = 360;
    private static final Font HEADING = Font.font(null, FontWeight.BOLD, 12);
    private static final Font CELL = Font.font(13);

    private final TableView<List<String>> root = new TableView<>();
    private final List<String> lessons;
    private List<String> shown = List.of();

    /** @param lessons what each column means, in order; columns after the last have none */
    public SheetTable(String id, String meaning, List<String> lessons) {
        this.lessons = List.copyOf(lessons);
        root.setId(id);
        root.setAccessibleText(meaning);
        root.setFixedCellSize(ROW);
        root.getStyleClass().addAll(Styles.DENSE, "layouts");
        root.setMinHeight(90);
        TableMenu.install(root);
        root.widthProperty().addListener((property, old, width) -> fill());
    }

    public TableView<List<String>> root() {
        return root;
    }

    public void show(TextSheet sheet) {
        boolean unlike = !shown.equals(sheet.headings());
        // Whether a column holds figures is told by its cells.
        if (unlike || root.getItems().isEmpty()) {
            shown = sheet.headings();
            root.getColumns().clear();
            for (int i = 0; i < sheet.headings().size(); i++) {
                root.getColumns().add(column(sheet, i));
            }
        }
        root.getItems().setAll(sheet.rows());
        root.sort();
        fill();
    }

    /** Highlights a row, and scrolls to it and the one before it. */
    public void select(List<String> row) {
        root.getSelectionModel().clearSelection();
        root.getSelectionModel().select(row);
        root.scrollTo(Math.max(0, root.getItems().indexOf(row) - 1));
    }

    /** The widest column takes the room that is left. */
    private void fill() {
        double left = root.getWidth() - SCROLL_BAR;
        TableColumn<List<String>, ?> widest = null;
        for (TableColumn<List<String>, ?> column : root.getColumns()) {
            double natural = (Double) column.getUserData();
            column.setPrefWidth(natural);
            left -= natural;
            widest = widest == null || natural >= (Double) widest.getUserData() ? column : widest;
        }
        if (widest != null && left > 0) {
            widest.setPrefWidth((Double) widest.getUserData() + left);
        }
    }

    private TableColumn<List<String>, String> column(TextSheet sheet, int place) {
        String heading = sheet.headings().get(place);
        TableColumn<List<String>, String> column = new TableColumn<>();
        column.setGraphic(heading(heading, place < lessons.size() ? lessons.get(place) : ""));
        column.setCellValueFactory(
                cell -> new SimpleStringProperty(cell.getValue().get(place)));
        column.setReorderable(false);
        column.getStyleClass().add(sheet.numeric(place) ? "number" : "word");
        if (sheet.numeric(place)) {
            column.setComparator(BY_FIGURE);
        } else {
            column.setCellFactory(c -> new WordCell());
        }
        double widest = sheet.rows().stream()
                .mapToDouble(row -> width(row.get(place), CELL))
                .max()
                .orElse(0);
        column.setUserData(PADDING + Math.min(WIDEST, Math.max(width(heading, HEADING), widest)));
        return column;
    }

    /** Words that may be cut off; they stand in full where the mouse rests. */
    private static final class WordCell extends TableCell<List<String>, String> {
        @Override
        protected void updateItem(String words, boolean empty) {
            super.updateItem(words, empty);
            setText(empty ? "" : words);
            setTooltip(empty || words.isEmpty() ? null : note(words));
        }
    }

    /** A heading that says what its column means when the mouse rests on it. */
    public static Label heading(String text, String lesson) {
        Label label = new Label(text);
        if (!lesson.isEmpty()) {
            label.setTooltip(note(lesson));
        }
        return label;
    }

    private static Tooltip note(String words) {
        Tooltip note = new Tooltip(words);
        note.setWrapText(true);
        note.setMaxWidth(NOTE_WIDTH);
        return note;
    }

    private static double width(String text, Font font) {
        Text measured = new Text(text);
        measured.setFont(font);
        return Math.ceil(measured.getLayoutBounds().getWidth());
    }

    private static OptionalDouble figure(String cell) {
        String first = cell.split(" ", 2)[0].replace(",", "").replace("+", "");
        try {
            return OptionalDouble.of(Double.parseDouble(first));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
