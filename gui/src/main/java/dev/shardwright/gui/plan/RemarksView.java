package dev.shardwright.gui.plan;

import dev.shardwright.planner.plan.Remark;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Why the first layout is first, what ties with it, what was dropped, what would fit. */
final class RemarksView {
    private static final double LABELS = 74;

    private final ColumnConstraints labels = new ColumnConstraints(LABELS);
    private final GridPane root = new GridPane();

    RemarksView() {
        root.getStyleClass().add("remarks");
        root.setVgap(5);
        ColumnConstraints texts = new ColumnConstraints();
        texts.setHgrow(Priority.ALWAYS);
        texts.setFillWidth(true);
        root.getColumnConstraints().setAll(labels, texts);
    }

    Region root() {
        return root;
    }

    /** Without labels. */
    void showPlain(List<Remark> remarks) {
        show(remarks);
        root.getChildren().removeIf(node -> GridPane.getColumnIndex(node) == 0);
        labels.setPrefWidth(0);
        labels.setMinWidth(0);
    }

    /** Remarks of one kind stand under one label. */
    void show(List<Remark> remarks) {
        labels.setMinWidth(LABELS);
        labels.setPrefWidth(LABELS);
        root.getChildren().clear();
        root.setVisible(!remarks.isEmpty());
        root.setManaged(!remarks.isEmpty());
        String last = "";
        for (int i = 0; i < remarks.size(); i++) {
            Remark remark = remarks.get(i);
            Label text = new Label(remark.text());
            text.setWrapText(true);
            text.setMinHeight(Region.USE_PREF_SIZE);
            root.add(text, 1, i);
            if (!remark.kind().label().equals(last)) {
                last = remark.kind().label();
                Label label = new Label(last);
                label.getStyleClass().add("remark-label");
                GridPane.setValignment(label, VPos.TOP);
                root.add(label, 0, i);
            }
        }
    }
}
