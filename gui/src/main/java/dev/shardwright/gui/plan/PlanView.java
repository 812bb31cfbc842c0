package dev.shardwright.gui.plan;

import dev.shardwright.gui.candidates.CandidatesView;
import dev.shardwright.gui.candidates.CandidatesViewModel;
import dev.shardwright.gui.screen.EmptyState;
import dev.shardwright.gui.screen.PinButton;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.BorderPane;
import org.kordamp.ikonli.feather.Feather;

/** The plan screen: how far the search is, the answer, and the same question as a command below. */
public final class PlanView {
    private final BorderPane root = new BorderPane();

    public PlanView(PlanViewModel model, Workspace workspace) {
        PlanActions actions = new PlanActions(model);
        CandidatesView candidates = new CandidatesView(new CandidatesViewModel(workspace, model::look));
        Node pin = new PinButton(workspace.session()).root();
        root.setTop(new SearchProgress(model).root());
        root.setCenter(new ResultView(model, actions, candidates.root(), pin).root());
        root.setBottom(new CommandBar(model, actions).root());
    }

    /** The entry of the list of screens. */
    public static Screen screen(PlanViewModel model, Workspace workspace) {
        return new Screen(
                "Plan",
                Feather.COMPASS,
                "Which layout trains fastest?",
                EmptyState.NEVER,
                () -> new PlanView(model, workspace).root());
    }

    public Parent root() {
        return root;
    }
}
