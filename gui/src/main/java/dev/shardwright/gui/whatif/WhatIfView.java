package dev.shardwright.gui.whatif;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.CopyButton;
import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.control.IconButton;
import dev.shardwright.gui.control.PictureMenu;
import dev.shardwright.gui.control.ProblemLabel;
import dev.shardwright.gui.control.SheetTable;
import dev.shardwright.gui.control.TextSheet;
import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.gui.screen.EmptyState;
import dev.shardwright.gui.screen.Screen;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.PlanAnswer;
import dev.shardwright.planner.sweep.Axis;
import dev.shardwright.simulator.reportfile.JobText;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;

/** The what-if screen: sliders over the question that was answered last, curves along one of them, and their points. */
public final class WhatIfView {
    private static final double TABLE = 142;

    private final WhatIfViewModel model;
    private final BorderPane root = new BorderPane();
    private final Label question = new Label();
    private final Button reset = IconButton.of("As asked", Feather.ROTATE_CCW, "what-if-reset");
    private final WhatIfCanvas canvas;
    private final SheetTable table = new SheetTable("what-if-points", "The points of the curves", PointTable.LESSONS);
    private final List<DialRow> dials;

    WhatIfView(WhatIfViewModel model) {
        this.model = model;
        ToggleGroup along = new ToggleGroup();
        dials = Arrays.stream(Axis.values())
                .map(axis -> new DialRow(model, axis, along))
                .toList();
        canvas = new WhatIfCanvas(model);
        PictureMenu.install(canvas, "what-if");
        HBox sliders = new HBox(14, dials.stream().map(DialRow::root).toArray(Node[]::new));
        sliders.getStyleClass().add("choices");
        root.setTop(new VBox(head(), ProblemLabel.of("what-if-message", model.message()), sliders));
        VBox.setVgrow(canvas, Priority.ALWAYS);
        VBox picture = new VBox(canvas, note());
        picture.getStyleClass().add("drawing");
        root.setCenter(picture);
        table.root().setPrefHeight(TABLE);
        VBox points = new VBox(table.root());
        points.getStyleClass().add("tab-content");
        root.setBottom(points);
        model.curves().addListener((property, old, now) -> show(now));
        root.sceneProperty().addListener((property, old, scene) -> model.watch(scene != null));
        show(model.curves().get());
    }

    /** The entry of the list of screens. */
    public static Screen screen(PlanViewModel plan, Workspace workspace) {
        return new Screen(
                "What-if",
                Feather.SLIDERS,
                "What would more GPUs, bandwidth, memory or another batch change?",
                new EmptyState(
                        session -> session.answer().isEmpty(),
                        "Nothing was asked yet",
                        "Plan a job first: here you then change its GPUs, bandwidth, batch, sequence length and memory.",
                        "Job"),
                () -> new WhatIfView(new WhatIfViewModel(workspace, plan)).root());
    }

    Parent root() {
        return root;
    }

    private Node head() {
        Label title = new Label("What if the question were another?");
        title.getStyleClass().add(Styles.TITLE_4);
        question.setId("what-if-question");
        question.getStyleClass().add("muted");
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(question.textProperty());
        question.setTooltip(whole);
        VBox words = new VBox(3, title, question);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        ProgressIndicator busy = new ProgressIndicator();
        busy.setPrefSize(20, 20);
        busy.visibleProperty().bind(model.running());
        Hint.on(reset, "All sliders back to the question that was planned");
        reset.setOnAction(event -> model.reset());
        Button plan = IconButton.of("Plan this", Feather.PLAY, "what-if-plan");
        Hint.on(
                plan,
                "Puts the sliders' values into the Job form, to be planned in full.\n"
                        + "Other bandwidth or memory is saved as a cluster file first");
        plan.setOnAction(event -> planThis(plan));
        CopyButton copy = new CopyButton("what-if", this::figures).withPicture(canvas);
        HBox head = new HBox(10, words, busy, reset, plan, copy.root());
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("screen-head");
        return head;
    }

    private void planThis(Button button) {
        if (!model.needsClusterFile()) {
            model.planThis();
            return;
        }
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save the cluster with its other network or memory");
        chooser.setInitialFileName("what-if-cluster.json");
        chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter("Cluster file", "*.json"));
        File file = chooser.showSaveDialog(button.getScene().getWindow());
        if (file != null) {
            model.planThis(file.toPath());
        }
    }

    private TextSheet figures() {
        return model.curves().get().map(PointTable::of).orElse(new TextSheet(List.of("best layout"), List.of()));
    }

    private Node note() {
        Label headline = new Label();
        headline.setId("what-if-headline");
        headline.getStyleClass().add(Styles.TEXT_BOLD);
        Label detail = new Label();
        detail.setId("what-if-detail");
        detail.getStyleClass().addAll("muted", Styles.TEXT_SMALL);
        Runnable say = () -> {
            PointNote note = PointNote.of(model.curves().get(), model.pointed().get());
            headline.setText(note.headline());
            detail.setText(note.detail());
        };
        model.curves().addListener((property, old, now) -> say.run());
        model.pointed().addListener((property, old, now) -> say.run());
        say.run();
        return new VBox(2, headline, detail);
    }

    private void show(Optional<Curves> curves) {
        Optional<Supposition> supposed = curves.map(Curves::supposition);
        dials.forEach(dial -> dial.show(supposed));
        reset.setDisable(supposed.filter(Supposition::moved).isEmpty());
        question.setText(model.answered().map(WhatIfView::words).orElse(""));
        curves.ifPresent(now -> {
            TextSheet sheet = PointTable.of(now);
            table.show(sheet);
            now.nowPoint()
                    .map(now.points()::indexOf)
                    .ifPresent(row -> table.select(sheet.rows().get(row)));
        });
    }

    private static String words(PlanAnswer answer) {
        return answer.title() + ", " + JobText.workload(answer.request().frame().workload());
    }
}
