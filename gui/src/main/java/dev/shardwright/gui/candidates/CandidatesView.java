package dev.shardwright.gui.candidates;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.PictureMenu;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The scatter of all candidates under a heading. */
public final class CandidatesView {
    private final VBox root;

    public CandidatesView(CandidatesViewModel model) {
        Label heading = new Label("All candidates");
        heading.getStyleClass().add("section");
        Label summary = new Label();
        summary.setId("candidates-summary");
        summary.getStyleClass().add("muted");
        summary.textProperty().bind(model.summary());
        HBox head = new HBox(10, heading, summary);
        head.setAlignment(Pos.BASELINE_LEFT);
        CloudCanvas canvas = new CloudCanvas(model);
        VBox.setVgrow(canvas, Priority.ALWAYS);
        Label key = new Label(
                "Blue fits, grey does not. The line: none is better in both. Dots: the table. Click a point to"
                        + " look into it.");
        key.setWrapText(true);
        key.getStyleClass().addAll("muted", Styles.TEXT_SMALL);
        key.setMinHeight(Region.USE_PREF_SIZE);
        root = new VBox(6, head, canvas, key);
        root.getStyleClass().add("card");
        PictureMenu.install(root, "candidates");
    }

    public Region root() {
        return root;
    }
}
