package dev.shardwright.gui.plan;

import dev.shardwright.simulator.catalog.Catalog;
import javafx.scene.Parent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The plan screen: the question on the left, the answer on the right, the same question as a command below. */
public final class PlanView {
    private static final double FORM_WIDTH = 348;

    private final BorderPane root = new BorderPane();

    public PlanView(PlanViewModel model, Catalog catalog) {
        PlanActions actions = new PlanActions(model);
        var form = new FormView(model.form(), catalog).root();
        VBox.setVgrow(form, Priority.ALWAYS);
        VBox left = new VBox(form, new SearchControls(model).root());
        left.getStyleClass().add("form-side");
        left.setPrefWidth(FORM_WIDTH);
        left.setMinWidth(FORM_WIDTH);
        left.setMaxWidth(FORM_WIDTH);
        BorderPane right = new BorderPane(new ResultView(model, actions).root());
        right.setBottom(new CommandBar(model, actions).root());
        root.setLeft(left);
        root.setCenter(right);
    }

    public Parent root() {
        return root;
    }
}
