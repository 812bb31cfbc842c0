package dev.shardwright.gui.accuracy;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.CopyButton;
import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.control.IconButton;
import dev.shardwright.gui.control.PictureMenu;
import dev.shardwright.gui.control.ProblemLabel;
import dev.shardwright.gui.control.SheetTable;
import dev.shardwright.gui.screen.EmptyState;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import java.io.File;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The accuracy screen: predicted against measured step times, the errors by stack, and calibration. */
public final class AccuracyView {
    private static final double SIDE = 624;

    private final AccuracyViewModel model;
    private final BorderPane root = new BorderPane();
    private final SheetTable skipped = new SheetTable(
            "skipped-runs",
            "Why runs are left out",
            List.of(
                    "Lines of the files",
                    "Why no prediction is compared",
                    "The first of these runs, or its file and line"));

    AccuracyView(AccuracyViewModel model, CalibrationViewModel calibration) {
        this.model = model;
        root.setTop(new VBox(head(), ProblemLabel.of("accuracy-message", model.message())));
        ScatterCanvas scatter = new ScatterCanvas(model);
        PictureMenu.install(scatter, "accuracy");
        VBox.setVgrow(scatter, Priority.ALWAYS);
        VBox picture = new VBox(scatter, note());
        picture.getStyleClass().add("drawing");
        root.setCenter(picture);
        Region tabs = tabs(calibration);
        tabs.getStyleClass().add("beside-drawing");
        root.setRight(tabs);
        model.scores().addListener((property, old, now) -> skipped.show(model.skipped()));
        skipped.show(model.skipped());
    }

    /** The entry of the list of screens. */
    public static Screen screen(Workspace workspace) {
        return new Screen(
                "Accuracy",
                Feather.TARGET,
                "How far are predictions from measured runs, and what would fit your own better?",
                EmptyState.NEVER,
                () -> {
                    AccuracyViewModel model = new AccuracyViewModel(workspace);
                    return new AccuracyView(model, new CalibrationViewModel(workspace, model)).root();
                });
    }

    Parent root() {
        return root;
    }

    private Node head() {
        Label title = new Label("Predicted against measured");
        title.getStyleClass().add(Styles.TITLE_4);
        Label summary = new Label();
        summary.setId("accuracy-summary");
        summary.getStyleClass().add("muted");
        summary.textProperty().bind(model.summary());
        VBox words = new VBox(3, title, summary);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button open = IconButton.of("Open runs ...", Feather.FOLDER, "open-runs");
        Hint.on(
                open,
                "Your own measured runs, one JSON object a line; or drop files on the window.\n"
                        + "`shardwright runs import` makes them from training logs");
        open.setOnAction(event -> choose(open));
        Button shipped = IconButton.of("Shipped runs", Feather.ARCHIVE, "shipped-runs");
        Hint.on(shipped, "The public runs of profiles/measured");
        shipped.setOnAction(event -> model.openShipped());
        HBox head = new HBox(10, words, running(), open, shipped);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("screen-head");
        return head;
    }

    private void choose(Button open) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open measured runs");
        chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter("Measured runs", "*.jsonl", "*.json"));
        List<File> files = chooser.showOpenMultipleDialog(open.getScene().getWindow());
        if (files != null) {
            model.open(files.stream().map(File::toPath).toList());
        }
    }

    private Node running() {
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(model.progress());
        bar.setPrefWidth(150);
        bar.setAccessibleText("Progress of the predictions");
        Button cancel = IconButton.of("Cancel", Feather.X, "accuracy-cancel");
        cancel.setOnAction(event -> model.cancel());
        HBox running = new HBox(8, new Label("predicting"), bar, cancel);
        running.setAlignment(Pos.CENTER);
        running.visibleProperty().bind(model.running());
        running.managedProperty().bind(running.visibleProperty());
        return running;
    }

    private Node note() {
        Label headline = new Label();
        headline.setId("run-headline");
        headline.getStyleClass().add(Styles.TEXT_BOLD);
        Label detail = new Label();
        detail.setId("run-detail");
        detail.getStyleClass().addAll("muted", Styles.TEXT_SMALL);
        detail.setMinHeight(68);
        detail.setAlignment(Pos.TOP_LEFT);
        model.pointed().addListener((property, old, run) -> {
            Optional<RunNote> note = run.map(RunNote::of);
            headline.setText(note.map(RunNote::headline).orElse(""));
            detail.setText(note.map(RunNote::detail).orElse("Point at a run for its layout and figures."));
        });
        detail.setText("Point at a run for its layout and figures.");
        return new VBox(2, headline, detail);
    }

    private TabPane tabs(CalibrationViewModel calibration) {
        TabPane tabs = new TabPane(
                tab("Errors by stack", Feather.BAR_CHART_2, "tab-errors", errors()),
                tab("Left out", Feather.FILTER, "tab-skipped", leftOut()),
                tab("Calibrate", Feather.SLIDERS, "tab-calibrate", new CalibrationView(model, calibration).root()));
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.setPrefWidth(SIDE);
        tabs.setMinWidth(SIDE);
        return tabs;
    }

    private static Tab tab(String name, Feather icon, String id, Node content) {
        Label label = new Label(name, new FontIcon(icon));
        label.setId(id);
        Tab tab = new Tab("", content);
        tab.setGraphic(label);
        return tab;
    }

    private Node errors() {
        TextField words = new TextField();
        words.setId("run-filter");
        words.setPromptText("only runs with ... e.g. llama.*h100, s8192, fp8");
        words.setAccessibleText("Only runs whose job has these words");
        Hint.on(
                words,
                "Model, GPUs, sequence length (s8192), global batch (b512), format or stack:\n"
                        + "a regular expression, as `shardwright calibrate --only` takes it");
        words.textProperty()
                .addListener((property, old, text) ->
                        model.choose(model.filter().get().withWords(text)));
        HBox.setHgrow(words, Priority.ALWAYS);
        Button all = IconButton.of("All stacks", Feather.EYE, "all-stacks");
        all.setOnAction(event -> model.only(Optional.empty()));
        CopyButton copy =
                new CopyButton("errors", () -> StackErrors.sheet(model.rows().get()));
        StackTable table = new StackTable(model);
        VBox.setVgrow(table.root(), Priority.ALWAYS);
        return content(new HBox(8, words, all, copy.root()), table.root());
    }

    private Node leftOut() {
        Label words =
                new Label("Runs whose source does not state what a prediction needs, whose collectors flagged them, or"
                        + " that train in a way that is not modelled are not compared; the others lie in the picture.");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.getStyleClass().add("muted");
        HBox.setHgrow(words, Priority.ALWAYS);
        VBox.setVgrow(skipped.root(), Priority.ALWAYS);
        return content(new HBox(8, words, new CopyButton("skipped", model::skipped).root()), skipped.root());
    }

    private static Node content(Node... nodes) {
        VBox content = new VBox(8, nodes);
        content.getStyleClass().add("tab-content");
        return content;
    }
}
