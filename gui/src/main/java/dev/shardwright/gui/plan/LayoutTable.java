package dev.shardwright.gui.plan;

import atlantafx.base.theme.Styles;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.reportfile.ReportText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;

/** The ranked layouts; the selected row is the one in the detail pane. */
final class LayoutTable {
    private static final double ROW = 32;
    private static final double HEADER = 34;
    private static final int MOST_ROWS = 8;
    private static final double CHARACTER = 7.8;
    private static final double PADDING = 20;
    private static final double BORDER = 2;
    /** How much narrower a column may get before the table scrolls. */
    private static final double SQUEEZE = 0.9;

    private static final double SCROLL_BAR = 14;

    private final PlanViewModel model;
    private final TableView<LayoutRow> table = new TableView<>();

    LayoutTable(PlanViewModel model) {
        this.model = model;
        table.setId("layouts");
        table.setFixedCellSize(ROW);
        table.getStyleClass().addAll(Styles.DENSE, "layouts");
        table.widthProperty().addListener((property, old, width) -> spread());
        table.getSelectionModel().selectedItemProperty().addListener((property, old, row) -> {
            if (row != null) {
                model.selected().set(Optional.of(row));
            }
        });
        model.selected()
                .addListener((property, old, row) ->
                        row.ifPresent(r -> table.getSelectionModel().select(r)));
    }

    TableView<LayoutRow> root() {
        return table;
    }

    void show(PlanAnswer answer) {
        List<LayoutRow> rows = answer.rows();
        table.getColumns().clear();
        add(column("#", 32, LayoutRow::rank), "number");
        List<String> headings = answer.headings();
        for (int i = 0; i < headings.size(); i++) {
            int index = i;
            String side = rows.stream().allMatch(row -> isNumber(row.choices().get(index))) ? "number" : "word";
            add(
                    column(
                            headings.get(i),
                            width(headings.get(i), rows, i),
                            row -> row.choices().get(index)),
                    side);
        }
        add(figure(ReportFigure.ITERATION, 88), "number");
        add(figure(ReportFigure.TOKENS, 116), "number");
        add(utilisation(rows), "number");
        add(column("memory / limit", 128, LayoutRow::memory), "number");
        table.getColumns().add(verdict());
        table.getItems().setAll(rows);
        spread();
        model.selected().get().ifPresent(row -> table.getSelectionModel().select(row));
    }

    /** Gives every column its share of the width that is left, and the table the height of its rows. */
    private void spread() {
        List<TableColumn<LayoutRow, ?>> columns = table.getColumns();
        int rows = table.getItems().size();
        double width = table.getWidth() - BORDER - (rows > MOST_ROWS ? SCROLL_BAR : 0);
        double needed = columns.stream().mapToDouble(TableColumn::getMinWidth).sum();
        double factor = Math.max(1, width / needed);
        columns.forEach(column -> column.setPrefWidth(Math.floor(column.getMinWidth() * factor)));
        double height = HEADER + ROW * Math.max(1, Math.min(rows, MOST_ROWS)) + (needed > width ? SCROLL_BAR : 2);
        table.setMinHeight(height);
        table.setPrefHeight(height);
        table.setMaxHeight(height);
        if (!columns.isEmpty()) {
            TableColumn<LayoutRow, ?> last = columns.get(columns.size() - 1);
            double others =
                    columns.stream().mapToDouble(TableColumn::getPrefWidth).sum() - last.getPrefWidth();
            last.setPrefWidth(Math.max(last.getPrefWidth(), width - others));
        }
    }

    private void add(TableColumn<LayoutRow, String> column, String side) {
        column.getStyleClass().add(side);
        table.getColumns().add(column);
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9,./]+");
    }

    /** As wide as the longest of the column's texts. */
    private static double width(String heading, List<LayoutRow> rows, int choice) {
        int longest = rows.stream()
                .mapToInt(row -> row.choices().get(choice).length())
                .max()
                .orElse(0);
        return PADDING + CHARACTER * Math.max(heading.length(), Math.max(3, longest));
    }

    private static TableColumn<LayoutRow, String> figure(ReportFigure figure, double width) {
        return column(figure.label(), width, row -> row.figure(figure));
    }

    private static TableColumn<LayoutRow, String> utilisation(List<LayoutRow> rows) {
        TableColumn<LayoutRow, String> column = figure(ReportFigure.MFU, 64);
        rows.stream().findFirst().map(LayoutRow::report).ifPresent(report -> explain(column, report));
        return column;
    }

    private static void explain(TableColumn<LayoutRow, String> column, Report report) {
        Label heading = new Label(column.getText());
        Tooltip note = new Tooltip(ReportText.utilisationNote(report));
        note.setWrapText(true);
        note.setMaxWidth(420);
        heading.setTooltip(note);
        column.setText("");
        column.setGraphic(heading);
    }

    private static TableColumn<LayoutRow, String> column(
            String heading, double width, Function<LayoutRow, String> text) {
        TableColumn<LayoutRow, String> column = new TableColumn<>(heading);
        column.setCellValueFactory(cell -> new SimpleStringProperty(text.apply(cell.getValue())));
        column.setSortable(false);
        column.setReorderable(false);
        column.setMinWidth(width * SQUEEZE);
        return column;
    }

    private static TableColumn<LayoutRow, String> verdict() {
        TableColumn<LayoutRow, String> column =
                column("verdict", 112, row -> row.verdict().label());
        column.getStyleClass().add("word");
        column.setCellFactory(c -> new VerdictCell());
        return column;
    }

    /** The verdict in its colour. */
    private static final class VerdictCell extends TableCell<LayoutRow, String> {
        private final Label badge = new Label();

        @Override
        protected void updateItem(String text, boolean empty) {
            super.updateItem(text, empty);
            LayoutRow row =
                    empty || getTableRow() == null ? null : getTableRow().getItem();
            setGraphic(row == null ? null : badge);
            if (row != null) {
                badge.setText(text);
                badge.getStyleClass().setAll("label", "badge", style(row.verdict()));
            }
        }

        private static String style(Verdict verdict) {
            return switch (verdict) {
                case FITS -> "badge-good";
                case NEAR_LIMIT -> "badge-warning";
                case OUT_OF_MEMORY -> "badge-bad";
            };
        }
    }
}
