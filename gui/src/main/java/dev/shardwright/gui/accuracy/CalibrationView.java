package dev.shardwright.gui.accuracy;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.CopyButton;
import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.control.SheetTable;
import dev.shardwright.gui.control.TextSheet;
import dev.shardwright.simulator.calibration.Calibration;
import java.io.File;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Chooses a stack, fits its constants to the runs, and shows what that changes. */
final class CalibrationView {
    /** Three rows and their heading. */
    private static final double ERRORS = 117;

    private final AccuracyViewModel accuracy;
    private final CalibrationViewModel model;
    private final ComboBox<String> stack = new ComboBox<>();
    private final Label verdict = text("calibration-verdict");
    private final Label message = text("calibration-message");
    private final Button save = new Button("Save stack ...", new FontIcon(Feather.SAVE));
    private final SheetTable errors = new SheetTable(
            "calibration-errors",
            "Errors before and after calibration",
            List.of(
                    "Before: the stack as it is. After: with the fitted constants. Believe the last line: each of its runs"
                            + " was predicted by constants that were fitted without it.",
                    "Runs that were compared",
                    "Half of the runs are predicted better than this",
                    "Mean absolute percentage error",
                    "Nine of ten runs are predicted better than this",
                    "The median with its sign: + too slow, - too fast"));
    private final SheetTable moves = new SheetTable(
            "calibration-moves",
            "Constants that moved",
            List.of(
                    "The constant in the stack as it is",
                    "Its most probable value, given the runs",
                    "What this movement alone does to the predicted step times of the runs",
                    "What is left of the doubt there was before the runs: near 100 % they say nothing about it",
                    "What the movement means",
                    "Its key in the stack's file"));
    private final VBox root;

    CalibrationView(AccuracyViewModel accuracy, CalibrationViewModel model) {
        this.accuracy = accuracy;
        this.model = model;
        errors.root().setPrefHeight(ERRORS);
        errors.root().setMinHeight(ERRORS);
        VBox.setVgrow(moves.root(), Priority.ALWAYS);
        prepareSave();
        CopyButton copy = new CopyButton("calibration", this::copied);
        HBox carry = new HBox(8, save, copy.root());
        copy.root().disableProperty().bind(save.disableProperty());
        root = new VBox(8, choices(), running(), verdict, errors.root(), moves.root(), carry, message);
        root.getStyleClass().add("tab-content");
        message.textProperty().bind(model.message());
        model.result().addListener((property, old, fitted) -> show(fitted));
        accuracy.rows().addListener((property, old, rows) -> offer());
        offer();
        show(Optional.empty());
    }

    Region root() {
        return root;
    }

    private Node choices() {
        stack.setId("calibration-stack");
        stack.setAccessibleText("Stack to calibrate");
        stack.setPromptText("stack");
        stack.setPrefWidth(190);
        Hint.on(stack, "The stack to start from; its constants move only as far as the runs say so");
        stack.valueProperty().bindBidirectional(model.stack());
        CheckBox named = new CheckBox("only its own runs");
        named.setId("calibration-named");
        Hint.on(named, """
                On: only runs whose stack is this one or extends it.
                Off: all runs, predicted with this stack: for runs of your own software.
                Either way only runs whose job has the words of the filter, if there are any""");
        named.selectedProperty().bindBidirectional(model.asNamed());
        Button start = new Button("Calibrate", new FontIcon(Feather.SLIDERS));
        start.setId("calibrate");
        start.getStyleClass().add(Styles.ACCENT);
        start.setMinWidth(Region.USE_PREF_SIZE);
        Hint.on(
                start,
                "Fits the stack's constants to the runs, as `shardwright calibrate` does;\n"
                        + "three runs are enough to begin with, if they differ");
        start.disableProperty()
                .bind(model.running().or(stack.valueProperty().isNull()).or(accuracy.running()));
        start.setOnAction(event -> model.calibrate());
        HBox choices = new HBox(10, stack, named, start);
        choices.setAlignment(Pos.CENTER_LEFT);
        return choices;
    }

    private Node running() {
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(model.progress());
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText("Progress of the calibration");
        HBox.setHgrow(bar, Priority.ALWAYS);
        Button cancel = new Button("Cancel", new FontIcon(Feather.X));
        cancel.setId("calibration-cancel");
        cancel.setOnAction(event -> model.cancel());
        HBox running = new HBox(10, bar, cancel);
        running.setAlignment(Pos.CENTER);
        running.visibleProperty().bind(model.running());
        running.managedProperty().bind(running.visibleProperty());
        return running;
    }

    private void prepareSave() {
        save.setId("calibration-save");
        Hint.on(save, "Writes a stack file that extends the base and states only what moved");
        save.setOnAction(event -> {
            FileChooser chooser = new FileChooser();
            chooser.setInitialFileName("my-stack.json");
            chooser.getExtensionFilters().setAll(new FileChooser.ExtensionFilter("Stack", "*.json"));
            File file = chooser.showSaveDialog(save.getScene().getWindow());
            if (file != null) {
                model.save(file.toPath());
            }
        });
    }

    /** The stacks that the runs name come first, then all others. */
    private void offer() {
        String chosen = stack.getValue();
        List<String> own = accuracy.stacks();
        stack.getItems().setAll(own);
        accuracy.otherStacks().forEach(stack.getItems()::add);
        boolean keep = chosen != null && stack.getItems().contains(chosen);
        stack.setValue(keep ? chosen : accuracy.mainStack().orElse(null));
    }

    private TextSheet copied() {
        return CalibrationViewModel.errors(model.result().get().orElseThrow().gain());
    }

    private void show(Optional<Calibration> fitted) {
        save.setDisable(fitted.isEmpty());
        for (Node node : List.of(errors.root(), moves.root(), save.getParent() == null ? save : save.getParent())) {
            node.setVisible(fitted.isPresent());
        }
        verdict.setText(fitted.map(CalibrationViewModel::verdict)
                .orElse("Fits the constants of a stack to the runs, within what is known of them, and checks the fit on"
                        + " runs that were left out of it. See docs/calibrate.md."));
        fitted.ifPresent(f -> {
            save.setText(f.gain().real() ? "Save stack ..." : "Save anyway ...");
            errors.show(CalibrationViewModel.errors(f.gain()));
            moves.show(CalibrationViewModel.movements(f));
        });
    }

    private static Label text(String id) {
        Label label = new Label();
        label.setId(id);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add("muted");
        return label;
    }
}
