package dev.shardwright.gui.memory;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.planner.diagnosis.Change;
import dev.shardwright.planner.diagnosis.Diagnosis;
import dev.shardwright.planner.explain.Wording;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.report.Report;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Single choices made otherwise, each with what comes of it and a button that applies it. */
final class ChangesView {
    private final MemoryViewModel model;
    private final Label heading = new Label();
    private final Button look = new Button("Look for changes", new FontIcon(Feather.SEARCH));
    private final Button cancel = new Button("Cancel", new FontIcon(Feather.X));
    private final ProgressIndicator busy = new ProgressIndicator();
    private final VBox list = new VBox(6);
    private final VBox root;

    ChangesView(MemoryViewModel model) {
        this.model = model;
        heading.getStyleClass().add("section");
        heading.setId("changes-heading");
        look.setId("look-for-changes");
        Hint.on(
                look,
                "Opens one choice after the other - recompute, ZeRO, micro-batch, degrees -\n"
                        + "and takes the best value of each");
        look.setOnAction(event -> model.suggest());
        cancel.setOnAction(event -> model.cancel());
        busy.setPrefSize(20, 20);
        HBox head = new HBox(10, heading, look, busy, cancel);
        head.setAlignment(Pos.CENTER_LEFT);
        for (Node node : new Node[] {busy, cancel}) {
            node.visibleProperty().bind(model.searching());
            node.managedProperty().bind(model.searching());
        }
        look.disableProperty().bind(model.searching());
        root = new VBox(8, head, list);
        root.getStyleClass().add("card");
        model.layout().addListener((property, old, layout) -> show());
        model.diagnosis().addListener((property, old, found) -> show());
        model.message().addListener((property, old, text) -> show());
        show();
    }

    Region root() {
        return root;
    }

    private void show() {
        boolean fits = model.layout()
                .get()
                .map(ChosenLayout::report)
                .filter(report -> report.memory().verdict() == Verdict.OUT_OF_MEMORY)
                .isEmpty();
        heading.setText(fits ? "What one change would make faster" : "What would make it fit");
        list.getChildren().clear();
        Optional<Diagnosis> found = model.diagnosis().get();
        found.ifPresent(diagnosis -> {
            diagnosis.changes().forEach(change -> list.getChildren().add(row(change)));
            if (diagnosis.changes().isEmpty()) {
                list.getChildren().add(text("No single change does. The Plan screen searches all layouts together."));
            }
        });
        if (!model.message().get().isEmpty()) {
            list.getChildren().add(text(model.message().get()));
        }
    }

    private Node row(Change change) {
        Label words = text(change.words());
        words.getStyleClass().remove("muted");
        HBox.setHgrow(words, Priority.ALWAYS);
        Label effect = new Label(effect(change.after()));
        effect.getStyleClass().add("muted");
        effect.setMinWidth(Region.USE_PREF_SIZE);
        Button apply = new Button("Apply", new FontIcon(Feather.CHECK));
        apply.getStyleClass().add(Styles.SMALL);
        apply.setId("apply-" + list.getChildren().size());
        apply.setMinWidth(Region.USE_PREF_SIZE);
        Hint.on(apply, "All screens then show the changed layout");
        apply.setAccessibleText("Apply: " + change.words());
        apply.setOnAction(event -> model.apply(change));
        HBox row = new HBox(12, words, effect, apply);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private String effect(Report after) {
        double before = model.layout().get().orElseThrow().report().iteration().value();
        double change = after.iteration().value() / before - 1;
        return Wording.seconds(after.iteration().value())
                + String.format(Locale.ROOT, " per step (%+.1f %%), ", 100 * change)
                + Wording.memory(after.memory());
    }

    private static Label text(String words) {
        Label text = new Label(words);
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        text.getStyleClass().add("muted");
        return text;
    }
}
