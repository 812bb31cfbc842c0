package dev.shardwright.gui.plan;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.Hint;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Fields side by side; what is wrong with any of them stands beneath, over the whole width. */
final class FormRow extends VBox {
    /** A field with the control that edits it. */
    record Cell(PlanField field, Region control) {}

    private static final int SHORT_LABEL = 12;

    private final FormViewModel form;

    FormRow(FormViewModel form, List<Cell> cells) {
        super(4);
        this.form = form;
        GridPane grid = new GridPane();
        grid.setHgap(8);
        grid.setVgap(4);
        getChildren().add(grid);
        for (Cell cell : cells) {
            int column = cells.indexOf(cell);
            ColumnConstraints width = new ColumnConstraints();
            width.setPercentWidth(100.0
                    * weight(cell)
                    / cells.stream().mapToInt(FormRow::weight).sum());
            grid.getColumnConstraints().add(width);
            Label label = new Label(cell.field().label());
            label.getStyleClass().add("field-label");
            label.setLabelFor(cell.control());
            Hint.on(label, Lesson.of(cell.field()));
            Hint.on(cell.control(), Lesson.of(cell.field()));
            cell.control().setMaxWidth(Double.MAX_VALUE);
            grid.add(label, column, 0);
            grid.add(cell.control(), column, 1);
            getChildren().add(error(cell.field(), cells.size() > 1));
        }
    }

    /** A long label needs a wide column. */
    private static int weight(Cell cell) {
        return Math.max(SHORT_LABEL, cell.field().label().length());
    }

    private Label error(PlanField field, boolean named) {
        Label error = new Label();
        error.setId("error-" + field.name());
        error.setWrapText(true);
        error.setMinHeight(Region.USE_PREF_SIZE);
        error.getStyleClass().add("error-text");
        form.error(field).addListener((property, old, text) -> write(error, field, named));
        write(error, field, named);
        return error;
    }

    private void write(Label error, PlanField field, boolean named) {
        String text = form.error(field).get();
        error.setText(text.isEmpty() || !named || text.startsWith(field.label()) ? text : field.label() + ": " + text);
        error.setVisible(!text.isEmpty());
        error.setManaged(!text.isEmpty());
    }

    /** Edits the field's text; it turns red while something is wrong with it and is checked when it is left. */
    static void bind(TextInputControl input, PlanField field, FormViewModel form) {
        input.setId("field-" + field.name());
        input.textProperty().bindBidirectional(form.text(field));
        input.focusedProperty().addListener((property, was, focused) -> {
            if (!focused) {
                form.check(field);
            }
        });
        markErrors(input, field, form);
    }

    static void markErrors(Node control, PlanField field, FormViewModel form) {
        form.error(field)
                .addListener(
                        (property, old, text) -> control.pseudoClassStateChanged(Styles.STATE_DANGER, !text.isEmpty()));
    }
}
