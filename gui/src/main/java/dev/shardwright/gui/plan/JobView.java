package dev.shardwright.gui.plan;

import dev.shardwright.gui.screen.EmptyState;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import javafx.scene.Parent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The job screen: the question on the left, a first look at it on the right, the same question as a command below. */
public final class JobView {
    private static final double FORM_WIDTH = 348;

    private final BorderPane root = new BorderPane();

    public JobView(PlanViewModel model, Workspace workspace) {
        var form = new FormView(model.form(), model.presets()).root();
        VBox.setVgrow(form, Priority.ALWAYS);
        VBox left = new VBox(form, new SearchControls(model).root());
        left.getStyleClass().add("form-side");
        left.setPrefWidth(FORM_WIDTH);
        left.setMinWidth(FORM_WIDTH);
        left.setMaxWidth(FORM_WIDTH);
        root.setLeft(left);
        root.setCenter(new FirstLookView(new FirstLookViewModel(workspace, model.form())).root());
        root.setBottom(new CommandBar(model, new PlanActions(model)).root());
    }

    /** The entry of the list of screens. */
    public static Screen screen(PlanViewModel model, Workspace workspace) {
        return new Screen(
                "Job",
                Feather.EDIT_3,
                "What is to be trained, and on what?",
                EmptyState.NEVER,
                () -> new JobView(model, workspace).root());
    }

    public Parent root() {
        return root;
    }
}
