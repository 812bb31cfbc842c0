package dev.shardwright.gui.plan;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.Hint;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
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
        Node running = new SearchProgress(model).root();
        plan.visibleProperty().bind(running.visibleProperty().not());
        plan.managedProperty().bind(plan.visibleProperty());
        root = new VBox(8, problem, plan, running);
        root.getStyleClass().add("search-controls");
    }

    Region root() {
        return root;
    }

    private Button planButton() {
        Button button = new Button("Plan", new FontIcon(Feather.PLAY));
        button.setId("plan");
        button.getStyleClass().addAll(Styles.ACCENT, "plan-button");
        Hint.on(button, "Ctrl+Enter");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(event -> model.plan());
        return button;
    }
}
