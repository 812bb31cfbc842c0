package dev.shardwright.gui.app;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.Session;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** A screen in the window: made when it is first visited; while it has nothing to show, it says where that comes from. */
final class Place {
    private final Screen screen;
    private final Workspace workspace;
    private final StackPane root = new StackPane();
    private Parent content;

    Place(Screen screen, Workspace workspace) {
        this.screen = screen;
        this.workspace = workspace;
        root.setId("screen-" + screen.name());
    }

    Screen screen() {
        return screen;
    }

    Parent root() {
        return root;
    }

    /** The first visit builds what the place shows. */
    void visit() {
        if (root.getChildren().isEmpty()) {
            workspace.session().session().addListener((property, old, session) -> arrange(session));
            arrange(workspace.session().now());
        }
    }

    private void arrange(Session session) {
        boolean empty = screen.empty().when().test(session);
        if (!empty && content == null) {
            content = screen.content().get();
        }
        root.getChildren().setAll(empty ? advice() : content);
    }

    private Node advice() {
        FontIcon picture = new FontIcon(screen.icon());
        picture.getStyleClass().add("empty-icon");
        Label headline = new Label(screen.empty().headline());
        headline.getStyleClass().add(Styles.TITLE_3);
        Label advice = new Label(screen.empty().advice());
        advice.getStyleClass().add("muted");
        Button remedy = new Button("Open " + screen.empty().remedy());
        remedy.getStyleClass().add(Styles.ACCENT);
        remedy.setId("remedy");
        remedy.setOnAction(event -> workspace.navigation().go(screen.empty().remedy()));
        VBox shown = new VBox(12, picture, headline, advice, remedy);
        shown.setAlignment(Pos.CENTER);
        shown.getStyleClass().add("empty");
        return shown;
    }
}
