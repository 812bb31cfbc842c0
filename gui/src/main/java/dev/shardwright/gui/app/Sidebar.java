package dev.shardwright.gui.app;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.screen.NavigationViewModel;
import dev.shardwright.gui.screen.Screen;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The way to the screens, at the left of the window. */
final class Sidebar {
    private final NavigationViewModel navigation;
    private final ToggleGroup group = new ToggleGroup();
    private final VBox root = new VBox(4);

    Sidebar(List<Screen> screens, NavigationViewModel navigation, Node last) {
        this.navigation = navigation;
        FontIcon mark = new FontIcon(Feather.LAYERS);
        mark.getStyleClass().add("logo");
        Label logo = new Label("", mark);
        logo.getStyleClass().addAll(Styles.TEXT_BOLD, "app-mark");
        root.getChildren().add(logo);
        screens.forEach(screen -> root.getChildren().add(button(screen, screens.indexOf(screen))));
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        root.getChildren().addAll(space, last);
        root.setAlignment(Pos.TOP_CENTER);
        root.getStyleClass().add("sidebar");
        navigation.place().addListener((property, old, place) -> mark(place));
        mark(navigation.place().get());
    }

    Region root() {
        return root;
    }

    private ToggleButton button(Screen screen, int index) {
        ToggleButton button = new ToggleButton(screen.name(), new FontIcon(screen.icon()));
        button.setContentDisplay(ContentDisplay.TOP);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinHeight(Region.USE_PREF_SIZE);
        button.setToggleGroup(group);
        button.setId("place-" + screen.name());
        button.setUserData(screen.name());
        button.getStyleClass().add("place");
        Hint.on(button, screen.purpose() + "  (Ctrl+" + (index + 1) + ")");
        button.setAccessibleText(screen.name() + ": " + screen.purpose());
        button.setOnAction(event -> {
            navigation.go(screen.name());
            mark(screen.name());
        });
        return button;
    }

    private void mark(String place) {
        group.getToggles().stream()
                .filter(toggle -> place.equals(toggle.getUserData()))
                .forEach(group::selectToggle);
    }
}
