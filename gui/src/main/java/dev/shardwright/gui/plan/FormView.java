package dev.shardwright.gui.plan;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.Labels;
import dev.shardwright.gui.control.SearchField;
import dev.shardwright.gui.plan.FormRow.Cell;
import dev.shardwright.simulator.job.Precision;
import java.util.Arrays;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** The form: what to train, on what, what to look for, and what is decided already. */
final class FormView {
    private static final String ANY = "any";
    private static final List<String> OBJECTIVES = List.of("fastest", "cheapest");
    private static final List<String> RECOMPUTE = List.of("", "none", "selective", "full", "none,full");

    private static final StringConverter<String> ANY_WHEN_EMPTY =
            new Labels<>(value -> value == null || value.isEmpty() ? ANY : value);

    private final FormViewModel form;
    private final ScrollPane root;

    FormView(FormViewModel form, Presets presets) {
        this.form = form;
        VBox fields = new VBox(14);
        fields.getStyleClass().add("form");
        fields.getChildren()
                .setAll(
                        row(search(PlanField.MODEL, presets.models(), "a Hugging Face config.json")),
                        row(search(PlanField.CLUSTER, presets.clusters(), "a cluster file")),
                        row(text(PlanField.GPUS), text(PlanField.SEQUENCE_LENGTH), text(PlanField.GLOBAL_BATCH)),
                        row(search(PlanField.STACK, presets.stacks(), "a software stack file")),
                        row(choice(PlanField.FRAMEWORK, FrameworkChoice.texts(), FrameworkChoice.WORDS)),
                        row(
                                choice(PlanField.PRECISION, precisions(), ANY_WHEN_EMPTY),
                                choice(PlanField.OBJECTIVE, OBJECTIVES, ANY_WHEN_EMPTY),
                                text(PlanField.TOP)),
                        pins());
        root = new ScrollPane(fields);
        root.setFitToWidth(true);
        root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        root.getStyleClass().add("form-scroll");
        UndoKeys.install(root, form.history());
    }

    Region root() {
        return root;
    }

    private static List<String> precisions() {
        return Arrays.stream(Precision.values()).map(Precision::label).toList();
    }

    private TitledPane pins() {
        TitledPane pane = new TitledPane("Pinned choices", null);
        pane.setId("pins");
        pane.expandedProperty().addListener((property, old, expanded) -> fill(pane));
        pane.setExpanded(
                PlanField.PINS.stream().anyMatch(pin -> !form.text(pin).get().isEmpty()));
        pane.setAnimated(false);
        pane.getStyleClass().addAll(Styles.DENSE, "pins");
        PlanField.PINS.forEach(pin -> form.error(pin)
                .addListener((property, old, error) -> pane.setExpanded(pane.isExpanded() || !error.isEmpty())));
        return pane;
    }

    /** Most jobs pin nothing, and the window is there sooner without these fields. */
    private void fill(TitledPane pins) {
        if (pins.getContent() == null && pins.isExpanded()) {
            pins.setContent(pinFields());
        }
    }

    private VBox pinFields() {
        Label hint = new Label("Left empty, the planner decides. A number, a list like 1,2,4 or a range like 2..8.");
        hint.setWrapText(true);
        hint.setMinHeight(Region.USE_PREF_SIZE);
        hint.getStyleClass().addAll("muted", Styles.TEXT_SMALL);
        return new VBox(
                12,
                hint,
                row(pin(PlanField.TENSOR), pin(PlanField.PIPELINE), pin(PlanField.CONTEXT)),
                row(
                        pin(PlanField.EXPERT),
                        pin(PlanField.MICRO_BATCH),
                        choice(PlanField.RECOMPUTE, RECOMPUTE, ANY_WHEN_EMPTY)));
    }

    private FormRow row(Cell... cells) {
        return new FormRow(form, List.of(cells));
    }

    private Cell text(PlanField field) {
        TextField input = new TextField();
        FormRow.bind(input, field, form);
        return new Cell(field, input);
    }

    private Cell pin(PlanField field) {
        TextField input = new TextField();
        input.setPromptText(ANY);
        FormRow.bind(input, field, form);
        return new Cell(field, input);
    }

    private Cell search(PlanField field, List<Preset> presets, String file) {
        SearchField search = new SearchField(typed -> Preset.suggestions(presets, typed), file);
        FormRow.bind(search.input(), field, form);
        return new Cell(field, search);
    }

    private Cell choice(PlanField field, List<String> values, StringConverter<String> words) {
        ComboBox<String> choice = new ComboBox<>();
        choice.getItems().setAll(values);
        choice.setId("field-" + field.name());
        choice.setConverter(words);
        choice.valueProperty().bindBidirectional(form.text(field));
        FormRow.markErrors(choice, field, form);
        return new Cell(field, choice);
    }
}
