package dev.shardwright.gui.accuracy;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.Mark;
import dev.shardwright.gui.control.SheetTable;
import dev.shardwright.gui.control.TableMenu;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;

/** Errors by stack, with each stack's mark, and whether it is shown. */
final class StackTable {
    private static final double ROW = 26;
    private static final double SWATCH = 14;
    private static final List<String> LESSONS = List.of(
            "The software that a run names. The box shows or hides its runs; a double click shows them alone.",
            "Runs whose step time was measured and predicted",
            "Half of the runs are predicted better than this: |predicted / measured - 1|",
            "Mean absolute percentage error, |predicted / measured - 1| on average; a few bad runs raise it",
            "Nine of ten runs are predicted better than this",
            "The median with its sign: + where predictions are mostly too slow, - where mostly too fast");

    private final AccuracyViewModel model;
    private final TableView<StackErrors> root = new TableView<>();

    StackTable(AccuracyViewModel model) {
        this.model = model;
        root.setId("stack-errors");
        TableMenu.install(root, () -> StackErrors.sheet(root.getItems()));
        root.setAccessibleText("Errors of predicted step times, by software stack");
        root.setFixedCellSize(ROW);
        root.getStyleClass().addAll(Styles.DENSE, "layouts");
        root.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        root.getColumns().add(stack());
        for (int i = 1; i < StackErrors.HEADINGS.size(); i++) {
            root.getColumns().add(figure(i));
        }
        root.setRowFactory(table -> row());
        model.rows().addListener((property, old, rows) -> show(rows));
        show(model.rows().get());
    }

    TableView<StackErrors> root() {
        return root;
    }

    private void show(List<StackErrors> rows) {
        root.getItems().setAll(rows);
        root.sort();
    }

    private TableRow<StackErrors> row() {
        TableRow<StackErrors> row = new TableRow<>();
        row.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && !row.isEmpty()) {
                StackErrors errors = row.getItem();
                model.only(errors.series() < 0 ? Optional.empty() : Optional.of(errors.stack()));
            }
        });
        return row;
    }

    private TableColumn<StackErrors, String> figure(int place) {
        TableColumn<StackErrors, String> column = new TableColumn<>();
        column.setGraphic(SheetTable.heading(StackErrors.HEADINGS.get(place), LESSONS.get(place)));
        column.setCellValueFactory(
                cell -> new SimpleStringProperty(cell.getValue().cells().get(place)));
        column.setComparator(SheetTable.BY_FIGURE);
        column.setReorderable(false);
        column.setMinWidth(64);
        column.setPrefWidth(66);
        column.getStyleClass().add("number");
        return column;
    }

    private TableColumn<StackErrors, StackErrors> stack() {
        TableColumn<StackErrors, StackErrors> column = new TableColumn<>();
        column.setGraphic(SheetTable.heading(StackErrors.HEADINGS.get(0), LESSONS.get(0)));
        column.setCellValueFactory(cell -> new SimpleObjectProperty<>(cell.getValue()));
        column.setCellFactory(c -> new StackCell());
        column.setSortable(false);
        column.setReorderable(false);
        column.setMinWidth(200);
        column.setPrefWidth(256);
        column.getStyleClass().add("word");
        return column;
    }

    /** The box, the mark and the name. */
    private final class StackCell extends TableCell<StackErrors, StackErrors> {
        private final CheckBox box = new CheckBox();
        private final Canvas mark = new Canvas(SWATCH, SWATCH);

        StackCell() {
            box.setOnAction(event ->
                    model.choose(model.filter().get().toggling(getItem().stack())));
            mark.setMouseTransparent(true);
            box.setGraphic(mark);
            setContentDisplay(ContentDisplay.LEFT);
            setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(StackErrors errors, boolean empty) {
            super.updateItem(errors, empty);
            boolean one = !empty && errors.series() >= 0;
            setText(empty ? "" : one ? "" : errors.stack());
            setGraphic(one ? box : null);
            if (one) {
                box.setText(errors.stack());
                box.setMnemonicParsing(false);
                box.setId("show-" + errors.stack());
                box.setAccessibleText("Show the runs of " + errors.stack());
                box.setSelected(errors.shown());
                mark.getGraphicsContext2D().clearRect(0, 0, SWATCH, SWATCH);
                Mark.draw(mark.getGraphicsContext2D(), errors.series(), SWATCH / 2, SWATCH / 2, 4.5);
            }
        }
    }
}
