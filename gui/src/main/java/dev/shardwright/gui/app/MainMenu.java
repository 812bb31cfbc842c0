package dev.shardwright.gui.app;

import dev.shardwright.gui.plan.FormHistory;
import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.gui.plan.PlanViewModel.Phase;
import dev.shardwright.gui.plan.UndoKeys;
import dev.shardwright.gui.screen.NavigationViewModel;
import dev.shardwright.gui.screen.PinButton;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.SessionViewModel;
import java.util.List;
import javafx.scene.control.Alert;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** Everything that the window can do, by name and with its shortcut. */
final class MainMenu {
    private static final String KEYS = """
            Ctrl+1 to Ctrl+9\tthe screens
            Ctrl+Enter\tplan
            Escape\tend the search; its best so far is the answer
            Ctrl+Z, Ctrl+Shift+Z\tundo a change of the job; redo it
            Ctrl+P\tpin the selected layout for Compare, or unpin it
            Ctrl+O\topen a job, a plan, a config.json or a cluster
            Ctrl+C in a table\tcopy it; the second mouse button has CSV, and pictures of charts
            Ctrl+Shift+T\tlight or dark

            On the timeline:
            W and S, or Ctrl+wheel\tnearer and farther
            A and D, or drag\tearlier and later
            F\tthe whole step""";

    private final MenuBar root = new MenuBar();

    MainMenu(List<Screen> screens, Workspace workspace, Models models, Runnable switchTheme) {
        root.setUseSystemMenuBar(true);
        Menu view = view(screens, workspace.navigation(), switchTheme);
        root.getMenus()
                .setAll(
                        new FileMenu(models.files()).menu(),
                        edit(models.plan().form().history()),
                        job(models.plan(), workspace.session()),
                        view,
                        help());
    }

    MenuBar root() {
        return root;
    }

    private static Menu edit(FormHistory history) {
        MenuItem undo = item("Undo the change of the job", history::undo);
        undo.setAccelerator(UndoKeys.UNDO);
        undo.disableProperty().bind(history.undoable().not());
        MenuItem redo = item("Redo it", history::redo);
        redo.setAccelerator(UndoKeys.REDO);
        redo.disableProperty().bind(history.redoable().not());
        return new Menu("_Edit", null, undo, redo);
    }

    private static Menu job(PlanViewModel plan, SessionViewModel session) {
        MenuItem start = item("Plan", plan::plan);
        start.setAccelerator(new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN));
        MenuItem cancel = item("Cancel the search", plan::cancel);
        cancel.setAccelerator(new KeyCodeCombination(KeyCode.ESCAPE));
        cancel.disableProperty().bind(plan.phase().isNotEqualTo(Phase.PLANNING));
        start.disableProperty().bind(plan.phase().isEqualTo(Phase.PLANNING));
        MenuItem pin = item("Pin or unpin the selected layout", () -> PinButton.toggle(session));
        pin.setAccelerator(new KeyCodeCombination(KeyCode.P, KeyCombination.SHORTCUT_DOWN));
        return new Menu("_Job", null, start, cancel, new SeparatorMenuItem(), pin);
    }

    private static Menu view(List<Screen> screens, NavigationViewModel navigation, Runnable switchTheme) {
        Menu view = new Menu("_View");
        for (int i = 0; i < screens.size(); i++) {
            String name = screens.get(i).name();
            MenuItem place = item(name, () -> navigation.go(name));
            if (i < 9) {
                place.setAccelerator(KeyCombination.valueOf("Shortcut+" + (i + 1)));
            }
            view.getItems().add(place);
        }
        MenuItem theme = item("Light or dark", switchTheme);
        theme.setAccelerator(
                new KeyCodeCombination(KeyCode.T, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN));
        view.getItems().addAll(new SeparatorMenuItem(), theme);
        return view;
    }

    private static Menu help() {
        MenuItem keys = item("Keys", () -> {
            Alert alert = new Alert(Alert.AlertType.INFORMATION, KEYS);
            alert.setTitle("Shardwright");
            alert.setHeaderText("Keys");
            alert.show();
        });
        keys.setAccelerator(new KeyCodeCombination(KeyCode.F1));
        return new Menu("_Help", null, keys);
    }

    private static MenuItem item(String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setOnAction(event -> action.run());
        return item;
    }
}
