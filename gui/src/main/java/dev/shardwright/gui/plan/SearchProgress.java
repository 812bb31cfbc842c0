package dev.shardwright.gui.plan;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.plan.PlanViewModel.Phase;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** How far the search is, and a button that ends it; there only while it runs. */
final class SearchProgress {
    private final HBox root;

    SearchProgress(PlanViewModel model) {
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(model.progress());
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText("Progress of the search");
        Label text = new Label();
        text.textProperty().bind(model.progressText());
        text.getStyleClass().addAll("muted", Styles.TEXT_SMALL);
        VBox progress = new VBox(6, text, bar);
        progress.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(progress, Priority.ALWAYS);
        Button cancel = new Button("Cancel", new FontIcon(Feather.X));
        cancel.setId("cancel");
        Hint.on(cancel, "Escape: the best so far becomes the answer");
        cancel.setOnAction(event -> model.cancel());
        root = new HBox(10, progress, cancel);
        root.setAlignment(Pos.CENTER);
        root.getStyleClass().add("search-progress");
        root.visibleProperty().bind(model.phase().isEqualTo(Phase.PLANNING));
        root.managedProperty().bind(root.visibleProperty());
    }

    Region root() {
        return root;
    }
}
