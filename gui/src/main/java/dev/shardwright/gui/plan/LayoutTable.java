package dev.shardwright.gui.plan;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.TableMenu;
import dev.shardwright.gui.session.LayoutRow;
import dev.shardwright.gui.session.PlanAnswer;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** The ranked layouts; the selected row is the one in the detail pane. */
final class LayoutTable {
    private static final double ROW = 32;
    private static final double HEADER = 34;
    private static final double BORDER = 2;
    private static final double SCROLL_BAR = 14;
    private static final int MOST_ROWS = 8;

    private final PlanViewModel model;
    private final TableView<LayoutRow> table = new TableView<>();

    LayoutTable(PlanViewModel model) {
        this.model = model;
        table.setId("layouts");
        table.setAccessibleText("The ranked layouts");
        TableMenu.install(table);
        table.setFixedCellSize(ROW);
        table.getStyleClass().addAll(Styles.DENSE, "layouts");
        table.widthProperty().addListener((property, old, width) -> spread());
        table.getSelectionModel().selectedItemProperty().addListener((property, old, row) -> {
            if (row != null) {
                model.selected().set(Optional.of(row));
            }
        });
        model.selected().addListener((property, old, row) -> select(row));
    }

    TableView<LayoutRow> root() {
        return table;
    }

    void show(PlanAnswer answer) {
        table.getItems().setAll(answer.rows());
        if (!answer.rows().isEmpty()) {
            table.getColumns().setAll(LayoutColumn.all(answer));
        }
        spread();
        select(model.selected().get());
    }

    private void select(Optional<LayoutRow> row) {
        int place = row.map(table.getItems()::indexOf).orElse(-1);
        if (place < 0) {
            table.getSelectionModel().clearSelection();
        } else {
            table.getSelectionModel().select(place);
        }
    }

    /** Gives every column its share of the width that is left, and the table the height of its rows. */
    private void spread() {
        List<TableColumn<LayoutRow, ?>> columns = table.getColumns();
        int rows = table.getItems().size();
        double width = table.getWidth() - BORDER - (rows > MOST_ROWS ? SCROLL_BAR : 0);
        double least = columns.stream().mapToDouble(TableColumn::getMinWidth).sum();
        double factor = Math.max(1, width / least);
        double left = 0;
        for (TableColumn<LayoutRow, ?> column : columns) {
            boolean last = column.equals(columns.get(columns.size() - 1));
            column.setPrefWidth(
                    last ? Math.max(column.getMinWidth(), width - left) : Math.floor(column.getMinWidth() * factor));
            left += column.getPrefWidth();
        }
        fixHeight(HEADER + ROW * Math.max(1, Math.min(rows, MOST_ROWS)) + (least > width ? SCROLL_BAR : BORDER));
    }

    private void fixHeight(double height) {
        table.setMinHeight(height);
        table.setPrefHeight(height);
        table.setMaxHeight(height);
    }
}
