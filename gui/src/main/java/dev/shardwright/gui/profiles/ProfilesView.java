package dev.shardwright.gui.profiles;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.CopyButton;
import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.control.IconButton;
import dev.shardwright.gui.control.PictureMenu;
import dev.shardwright.gui.control.ProblemLabel;
import dev.shardwright.gui.control.SheetTable;
import dev.shardwright.gui.control.TextSheet;
import dev.shardwright.gui.screen.EmptyState;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import java.io.File;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;

/** The profiles screen: how fast a device's kernels were measured to be, against their size and what the datasheet allows. */
public final class ProfilesView {
    private static final double TABLE = 186;

    private final ProfilesViewModel model;
    private final BorderPane root = new BorderPane();
    private final Label conditions = new Label();
    private final SheetTable fits = new SheetTable(
            "curve-fits",
            "Errors of the fitted curves",
            List.of(
                    "The device that was measured",
                    "What the curve is of; the simulator takes the first of each",
                    "Timings that the curve was fitted to",
                    "Half of these timings lie nearer to the curve than this",
                    "Nine of ten of these timings lie nearer than this",
                    "The same for shapes that were left out of the fit: how well the curve guesses between shapes",
                    "Nine of ten shapes that were left out lie nearer than this",
                    "What ran, as its library calls it",
                    "The library and its version"));

    ProfilesView(ProfilesViewModel model) {
        this.model = model;
        root.setTop(new VBox(
                head(), ProblemLabel.of("profiles-message", model.message()), new ProfileChoices(model).root()));
        CurvesCanvas curves = new CurvesCanvas(model);
        PictureMenu.install(curves, "kernels");
        VBox.setVgrow(curves, Priority.ALWAYS);
        VBox picture = new VBox(4, curves, note());
        picture.getStyleClass().add("drawing");
        root.setCenter(picture);
        root.setBottom(table());
        model.choice().addListener((property, old, choice) -> show());
        show();
    }

    /** The entry of the list of screens. */
    public static Screen screen(Workspace workspace) {
        return new Screen(
                "Profiles",
                Feather.CPU,
                "How fast are a device's kernels at each size, and how near to its datasheet?",
                EmptyState.NEVER,
                () -> new ProfilesView(new ProfilesViewModel(workspace)).root());
    }

    Parent root() {
        return root;
    }

    private Node head() {
        Label title = new Label("Measured kernels");
        title.getStyleClass().add(Styles.TITLE_4);
        Label words = new Label("Speed against size: small kernels leave a device idle, large ones near its roof");
        words.getStyleClass().add("muted");
        VBox titles = new VBox(3, title, words);
        HBox.setHgrow(titles, Priority.ALWAYS);
        ProgressIndicator busy = new ProgressIndicator();
        busy.setPrefSize(20, 20);
        busy.visibleProperty().bind(model.running());
        Button open = IconButton.of("Open profile ...", Feather.FOLDER, "open-profile");
        Hint.on(
                open,
                "A kernel profile of your own device, which `shardwright profile run` or\n"
                        + "`profile import` writes; or drop it on the window");
        open.setOnAction(event -> choose(open));
        CopyButton copy = new CopyButton("curve", this::figures);
        HBox head = new HBox(10, titles, busy, open, copy.root());
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("screen-head");
        return head;
    }

    private TextSheet figures() {
        return model.drawing().get().map(Drawing::sheet).orElse(new TextSheet(List.of("device"), List.of()));
    }

    private void choose(Button open) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open kernel profiles");
        chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter("Kernel profile", "*.json"));
        List<File> files = chooser.showOpenMultipleDialog(open.getScene().getWindow());
        if (files != null) {
            model.open(files.stream().map(File::toPath).toList());
        }
    }

    private Node note() {
        Label note = new Label();
        note.setId("curve-note");
        note.textProperty().bind(model.note());
        return note;
    }

    private Node table() {
        fits.root().setPrefHeight(TABLE);
        conditions.setId("profile-conditions");
        conditions.setWrapText(true);
        conditions.setMinHeight(Region.USE_PREF_SIZE);
        conditions.getStyleClass().addAll("muted", Styles.TEXT_SMALL);
        HBox.setHgrow(conditions, Priority.ALWAYS);
        conditions.setMaxWidth(Double.MAX_VALUE);
        HBox about = new HBox(10, conditions, new CopyButton("fits", model::fits).root());
        VBox content = new VBox(8, about, fits.root());
        content.getStyleClass().add("tab-content");
        return content;
    }

    private void show() {
        conditions.setText(model.conditions());
        fits.show(model.fits());
    }
}
