package dev.shardwright.gui.app;

import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.gui.plan.PlanViewModel.Phase;
import dev.shardwright.gui.screen.NavigationViewModel;
import dev.shardwright.gui.screen.PinButton;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.SessionViewModel;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** Everything that the window can do, by name and with its shortcut. */
final class MainMenu {
    private final MenuBar root = new MenuBar();

    MainMenu(List<Screen> screens, Workspace workspace, Models models, Runnable switchTheme) {
        root.setUseSystemMenuBar(true);
        Menu view = view(screens, workspace.navigation(), switchTheme);
        root.getMenus().setAll(new FileMenu(models.files()).menu(), job(models.plan(), workspace.session()), view);
    }

    MenuBar root() {
        return root;
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

    private static MenuItem item(String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setOnAction(event -> action.run());
        return item;
    }
}
