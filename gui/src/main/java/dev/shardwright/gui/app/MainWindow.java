package dev.shardwright.gui.app;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.screen.NavigationViewModel;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The window: the menu on top, the sidebar at the left, one screen beside it. */
final class MainWindow {
    private static final double WIDTH = 1320;
    private static final double HEIGHT = 860;

    private final BorderPane root = new BorderPane();
    private final Scene scene;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final NavigationViewModel navigation;
    private final Button themeButton;
    private final Models models;
    private Theme theme;

    MainWindow(Workspace workspace, Models models, Theme theme) {
        this.theme = theme;
        this.models = models;
        theme.apply(); // before the first control, which would load JavaFX's own theme
        scene = new Scene(root, WIDTH, HEIGHT);
        scene.getStylesheets()
                .add(MainWindow.class.getResource("shardwright.css").toExternalForm());
        List<Screen> screens = Screens.all(workspace, models.plan());
        screens.forEach(screen -> places.put(screen.name(), new Place(screen, workspace)));
        themeButton = themeButton();
        navigation = workspace.navigation();
        root.setTop(new MainMenu(screens, workspace, models, this::switchTheme).root());
        root.setLeft(new Sidebar(screens, navigation, themeButton).root());
        navigation.place().addListener((property, old, place) -> show(place));
        navigation.go(screens.get(0).name());
        DropTarget.install(scene, models.files());
        models.plan().failure().addListener((property, old, fault) -> fault.ifPresent(ErrorDialog::show));
    }

    /** Where it was left, if that is on the screen; else as large as it likes to be, and no larger than the screen. */
    void open(Stage stage, Optional<Rectangle2D> last) {
        Rectangle2D screen = javafx.stage.Screen.getPrimary().getVisualBounds();
        Optional<Rectangle2D> visible = last.filter(screen::contains);
        visible.ifPresent(bounds -> {
            stage.setX(bounds.getMinX());
            stage.setY(bounds.getMinY());
        });
        stage.setWidth(visible.map(Rectangle2D::getWidth).orElse(Math.min(WIDTH, screen.getWidth())));
        stage.setHeight(visible.map(Rectangle2D::getHeight).orElse(Math.min(HEIGHT, screen.getHeight())));
        stage.setTitle("Shardwright");
        stage.setMinWidth(980);
        stage.setMinHeight(620);
        stage.setScene(scene);
        stage.show();
    }

    /** What the next start takes over. */
    WindowState state() {
        Window window = scene.getWindow();
        Rectangle2D bounds = new Rectangle2D(window.getX(), window.getY(), window.getWidth(), window.getHeight());
        return new WindowState(
                Optional.of(bounds), theme, models.files().recent().get());
    }

    Scene scene() {
        return scene;
    }

    List<String> screens() {
        return List.copyOf(places.keySet());
    }

    private void show(String name) {
        Place place = places.get(name);
        place.visit();
        root.setCenter(place.root());
    }

    private Button themeButton() {
        Button button = new Button("", new FontIcon(icon()));
        button.setId("theme");
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        Hint.on(button, "Light or dark  (Ctrl+Shift+T)");
        button.setAccessibleText("Light or dark");
        button.setOnAction(event -> switchTheme());
        return button;
    }

    private void switchTheme() {
        show(theme.other());
    }

    /** Recolours the window. */
    void show(Theme next) {
        theme = next;
        theme.apply();
        themeButton.setGraphic(new FontIcon(icon()));
    }

    private Feather icon() {
        return theme == Theme.LIGHT ? Feather.MOON : Feather.SUN;
    }
}
