package dev.shardwright.gui.app;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.plan.PlanView;
import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.simulator.catalog.Catalog;
import java.util.List;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The window: navigation and theme switch on top, one screen beneath. */
final class MainWindow {
    private static final double WIDTH = 1320;
    private static final double HEIGHT = 860;

    private final BorderPane root = new BorderPane();
    private final Scene scene = new Scene(root, WIDTH, HEIGHT);
    private final ToggleGroup navigation = new ToggleGroup();
    private Theme theme;

    MainWindow(Catalog catalog, PlanViewModel plan, Theme theme) {
        this.theme = theme;
        theme.apply();
        scene.getStylesheets()
                .add(MainWindow.class.getResource("shardwright.css").toExternalForm());
        List<Screen> screens = List.of(new Screen("Plan", Feather.COMPASS, new PlanView(plan, catalog).root()));
        root.setTop(top(screens));
        go(screens.get(0));
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN), plan::plan);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.ESCAPE), plan::cancel);
        plan.failure().addListener((property, old, fault) -> fault.ifPresent(ErrorDialog::show));
    }

    /** As large as it likes to be, and no larger than the screen. */
    void open(Stage stage) {
        Rectangle2D screen = javafx.stage.Screen.getPrimary().getVisualBounds();
        stage.setWidth(Math.min(WIDTH, screen.getWidth()));
        stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
        stage.setTitle("Shardwright");
        stage.setMinWidth(980);
        stage.setMinHeight(620);
        stage.setScene(scene);
        stage.show();
    }

    Scene scene() {
        return scene;
    }

    private Node top(List<Screen> screens) {
        FontIcon mark = new FontIcon(Feather.LAYERS);
        mark.getStyleClass().add("logo");
        Label name = new Label("Shardwright", mark);
        name.getStyleClass().addAll(Styles.TEXT_BOLD, "app-name");
        HBox places = new HBox(4);
        screens.forEach(screen -> places.getChildren().add(place(screen)));
        places.setAlignment(Pos.CENTER_LEFT);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox top = new HBox(18, name, places, space, themeButton());
        top.setAlignment(Pos.CENTER_LEFT);
        top.getStyleClass().add("top-bar");
        return top;
    }

    private ToggleButton place(Screen screen) {
        ToggleButton button = new ToggleButton(screen.title(), new FontIcon(screen.icon()));
        button.setToggleGroup(navigation);
        button.getStyleClass().addAll("place");
        button.setUserData(screen);
        button.setOnAction(event -> go(screen));
        return button;
    }

    private void go(Screen screen) {
        root.setCenter(screen.root());
        navigation.getToggles().stream()
                .filter(toggle -> screen.equals(toggle.getUserData()))
                .forEach(navigation::selectToggle);
    }

    private Button themeButton() {
        Button button = new Button("", new FontIcon(icon()));
        button.setId("theme");
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        button.setTooltip(new Tooltip("Light or dark"));
        button.setOnAction(event -> {
            theme = theme.other();
            theme.apply();
            button.setGraphic(new FontIcon(icon()));
        });
        return button;
    }

    private Feather icon() {
        return theme == Theme.LIGHT ? Feather.MOON : Feather.SUN;
    }
}
