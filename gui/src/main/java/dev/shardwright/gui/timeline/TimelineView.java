package dev.shardwright.gui.timeline;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.control.Labels;
import dev.shardwright.gui.screen.EmptyState;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import java.io.File;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The timeline screen: what layout, how its stages wait, the lanes, and what the slice under the mouse is. */
public final class TimelineView {
    private final TimelineViewModel model;
    private final FlowPane legend = new FlowPane(14, 3);
    private final BorderPane root = new BorderPane();

    public TimelineView(TimelineViewModel model) {
        this.model = model;
        TimelineCanvas canvas = new TimelineCanvas(model);
        VBox top = new VBox(8, head(), toolbar(), legend);
        top.getStyleClass().add("screen-head");
        BorderPane card = new BorderPane(canvas);
        card.getStyleClass().add("drawing");
        root.setTop(top);
        root.setCenter(card);
        root.setBottom(note());
        model.lanes().addListener((property, old, lanes) -> explain());
        explain();
    }

    /** The entry of the list of screens. */
    public static Screen screen(Workspace workspace) {
        return new Screen(
                "Timeline",
                Feather.ACTIVITY,
                "When does each stage compute, send and wait?",
                EmptyState.withoutLayout("No step to play yet"),
                () -> new TimelineView(new TimelineViewModel(workspace)).root());
    }

    public Parent root() {
        return root;
    }

    private Node head() {
        Label title = new Label();
        title.getStyleClass().add(Styles.TITLE_4);
        title.setId("timeline-title");
        title.textProperty()
                .bind(model.layout().map(l -> l.map(layout -> layout.title()).orElse("")));
        Label summary = new Label();
        summary.setId("timeline-summary");
        summary.getStyleClass().add("muted");
        summary.setWrapText(true);
        summary.textProperty().bind(model.summary());
        return new VBox(3, title, summary);
    }

    private Node toolbar() {
        ProgressIndicator busy = new ProgressIndicator();
        busy.setPrefSize(20, 20);
        busy.visibleProperty().bind(model.running());
        Label message = new Label();
        message.setId("timeline-message");
        message.getStyleClass().add("muted");
        message.textProperty().bind(model.message());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox bar = new HBox(8, new Label("Schedule"), schedules(), critical(), busy, message, space);
        bar.getChildren()
                .addAll(
                        button(Feather.ZOOM_IN, "Nearer  (W)", () -> model.zoom(1.5, 0.5)),
                        button(Feather.ZOOM_OUT, "Farther  (S)", () -> model.zoom(1 / 1.5, 0.5)),
                        button(Feather.MAXIMIZE, "The whole step  (F)", model::showAll),
                        export());
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    private ComboBox<ScheduleChoice> schedules() {
        ComboBox<ScheduleChoice> box = new ComboBox<>();
        box.setId("timeline-schedule");
        box.setAccessibleText("Pipeline schedule");
        Hint.on(box, "Plays the same job with another pipeline schedule; the plan stays as it is");
        box.setConverter(new Labels<>(ScheduleChoice::label));
        model.schedules().addListener((property, old, choices) -> offer(box));
        offer(box);
        box.valueProperty().addListener((property, old, choice) -> {
            if (choice != null) {
                model.choose(choice);
            }
        });
        return box;
    }

    private void offer(ComboBox<ScheduleChoice> box) {
        List<ScheduleChoice> choices = model.schedules().get();
        box.getItems().setAll(choices);
        box.setDisable(choices.size() < 2);
        model.schedule().get().ifPresent(box::setValue);
    }

    private ToggleButton critical() {
        ToggleButton toggle = new ToggleButton("Critical path", new FontIcon(Feather.TRENDING_UP));
        toggle.setId("timeline-critical");
        Hint.on(
                toggle,
                "Shows the chain of tasks that makes the step as long as it is;\n"
                        + "to make anything else faster would not shorten the step");
        toggle.selectedProperty().bindBidirectional(model.critical());
        return toggle;
    }

    private static Button button(Feather icon, String tip, Runnable action) {
        Button button = new Button("", new FontIcon(icon));
        button.getStyleClass().add(Styles.BUTTON_ICON);
        Hint.on(button, tip);
        button.setAccessibleText(tip);
        button.setOnAction(event -> action.run());
        return button;
    }

    private Button export() {
        Button button = new Button("Export", new FontIcon(Feather.DOWNLOAD));
        button.setId("timeline-export");
        Hint.on(button, "A drawing (.svg, .png), or a trace (.json, .json.gz) for https://ui.perfetto.dev");
        button.setOnAction(event -> {
            FileChooser chooser = new FileChooser();
            chooser.setInitialFileName("timeline.svg");
            chooser.getExtensionFilters()
                    .setAll(new FileChooser.ExtensionFilter("Drawing or trace", "*.svg", "*.png", "*.json", "*.gz"));
            File file = chooser.showSaveDialog(button.getScene().getWindow());
            if (file != null) {
                model.export(file.toPath());
            }
        });
        return button;
    }

    private void explain() {
        legend.getChildren().clear();
        model.lanes()
                .get()
                .ifPresent(lanes -> lanes.kinds().forEach(kind -> {
                    Rectangle swatch = new Rectangle(10, 10, SliceKind.colour(kind));
                    swatch.setArcWidth(4);
                    swatch.setArcHeight(4);
                    Label entry = new Label(SliceKind.label(kind), swatch);
                    entry.getStyleClass().add("legend-entry");
                    legend.getChildren().add(entry);
                }));
    }

    private Node note() {
        Label headline = new Label();
        headline.setId("slice-headline");
        headline.getStyleClass().add(Styles.TEXT_BOLD);
        headline.textProperty().bind(model.note().map(SliceNote::headline));
        Label detail = new Label();
        detail.setId("slice-detail");
        detail.getStyleClass().add("muted");
        detail.textProperty().bind(model.note().map(SliceNote::detail));
        VBox note = new VBox(2, headline, detail);
        note.getStyleClass().add("status-note");
        return note;
    }
}
