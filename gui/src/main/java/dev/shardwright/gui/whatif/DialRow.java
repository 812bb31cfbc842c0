package dev.shardwright.gui.whatif;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.Hint;
import dev.shardwright.planner.sweep.Axis;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One slider: its axis, which a click draws the curves along, its value, and how that compares with the question. */
final class DialRow {
    private static final Map<Axis, String> LESSONS = Map.of(
            Axis.GPUS,
                    "Whole nodes of the cluster. A step that shrinks more slowly than the GPUs grow costs more a token",
            Axis.BANDWIDTH,
                    "What the network between nodes gives each GPU in one direction, by its datasheet.\n"
                            + "Links inside a node and latencies stay as they are, and so does the price",
            Axis.GLOBAL_BATCH,
                    "Sequences of an optimizer step. More of them hide pipeline bubbles and gradient traffic",
            Axis.SEQUENCE_LENGTH, "Tokens of a sequence. The batch stays, so the tokens of a step grow with it",
            Axis.MEMORY,
                    "What a process can use of each GPU's memory. Its speed and price stay as they are.\n"
                            + "More of it allows layouts that recompute and communicate less");

    private final WhatIfViewModel model;
    private final Axis axis;
    private final ToggleButton name;
    private final Label value = new Label();
    private final Label beside = new Label();
    private final Slider slider = new Slider();
    private final VBox root;
    private boolean showing;

    DialRow(WhatIfViewModel model, Axis axis, ToggleGroup along) {
        this.model = model;
        this.axis = axis;
        name = name(along);
        value.setId("dial-value-" + axis.word());
        value.getStyleClass().add(Styles.TEXT_BOLD);
        beside.getStyleClass().addAll("muted", Styles.TEXT_SMALL);
        beside.setId("dial-beside-" + axis.word());
        slider.setId("dial-" + axis.word());
        Hint.on(slider, LESSONS.get(axis));
        slider.setSnapToTicks(true);
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setBlockIncrement(1);
        slider.valueProperty().addListener((property, old, now) -> moved(now.doubleValue()));
        HBox foot = new HBox(8, value, beside);
        foot.setAlignment(Pos.BASELINE_LEFT);
        value.setMinWidth(Region.USE_PREF_SIZE);
        root = new VBox(3, name, slider, foot);
        root.getStyleClass().add("dial");
        HBox.setHgrow(root, Priority.ALWAYS);
        root.setPrefWidth(220);
    }

    Node root() {
        return root;
    }

    private ToggleButton name(ToggleGroup along) {
        ToggleButton button = new ToggleButton(axis.label(), new FontIcon(Feather.TRENDING_UP));
        button.setId("along-" + axis.word());
        button.getStyleClass().add(Styles.SMALL);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setToggleGroup(along);
        button.setAccessibleText("Curves along " + axis.label());
        Hint.on(button, "Draws the curves along this; the other sliders hold their values");
        button.setOnAction(event -> {
            button.setSelected(true);
            model.along(axis);
        });
        return button;
    }

    /** Places between the ticks count as the nearest tick. */
    private void moved(double place) {
        if (!showing) {
            model.move(axis, (int) Math.round(place));
        }
    }

    void show(Optional<Supposition> supposed) {
        supposed.ifPresent(s -> {
            Dial dial = model.dial(axis);
            double now = s.value(axis);
            showing = true;
            slider.setMax(Math.max(1, dial.values().size() - 1));
            if (Math.round(slider.getValue()) != dial.place(now)) {
                slider.setValue(dial.place(now));
            }
            showing = false;
            root.setDisable(!dial.turns());
            value.setText(dial.turns() ? dial.text(now) : "-");
            slider.setAccessibleText(axis.label() + ": " + value.getText());
            beside.setText(dial.turns() ? dial.beside(now) : "the cluster has none");
            name.setSelected(s.along() == axis);
        });
    }
}
