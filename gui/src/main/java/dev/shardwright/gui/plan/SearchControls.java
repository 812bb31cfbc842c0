package dev.shardwright.gui.plan;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.plan.PlanViewModel.Phase;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Starts the search; shows how far it is and ends it early. */
final class SearchControls {
    private final PlanViewModel model;
    private final VBox root;

    SearchControls(PlanViewModel model) {
        this.model = model;
        Label problem = new Label();
        problem.setId("error-other");
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        problem.getStyleClass().add("error-text");
        problem.textProperty().bind(model.form().otherError());
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        Node plan = planButton();
        Node running = running();
        running.visibleProperty().bind(model.phase().isEqualTo(Phase.PLANNING));
        plan.visibleProperty().bind(running.visibleProperty().not());
        root = new VBox(8, problem, new StackPane(plan, running));
        root.getStyleClass().add("search-controls");
    }

    Region root() {
        return root;
    }

    private Button planButton() {
        Button button = new Button("Plan", new FontIcon(Feather.PLAY));
        button.setId("plan");
        button.getStyleClass().addAll(Styles.ACCENT, "plan-button");
        button.setTooltip(new Tooltip("Ctrl+Enter"));
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(event -> model.plan());
        return button;
    }

    private Node running() {
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(model.progress());
        bar.setMaxWidth(Double.MAX_VALUE);
        Label text = new Label();
        text.textProperty().bind(model.progressText());
        text.getStyleClass().addAll("muted", Styles.TEXT_SMALL);
        VBox progress = new VBox(6, text, bar);
        progress.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(progress, Priority.ALWAYS);
        Button cancel = new Button("Cancel", new FontIcon(Feather.X));
        cancel.setId("cancel");
        cancel.setTooltip(new Tooltip("Escape: the best so far becomes the answer"));
        cancel.setOnAction(event -> model.cancel());
        HBox running = new HBox(10, progress, cancel);
        running.setAlignment(Pos.CENTER);
        return running;
    }
}
