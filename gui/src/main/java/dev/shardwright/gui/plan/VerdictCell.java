package dev.shardwright.gui.plan;

import dev.shardwright.gui.session.LayoutRow;
import dev.shardwright.simulator.memory.Verdict;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;

/** The verdict in its colour. */
final class VerdictCell extends TableCell<LayoutRow, String> {
    private final Label badge = new Label();

    @Override
    protected void updateItem(String text, boolean empty) {
        super.updateItem(text, empty);
        LayoutRow row = empty || getTableRow() == null ? null : getTableRow().getItem();
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
