package dev.shardwright.gui.plan;

import dev.shardwright.planner.form.RequestForm;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The question: what is typed in each field, what is wrong with it, and the command line that asks the same. */
public final class FormViewModel {
    private final Catalog catalog;
    private final Map<PlanField, StringProperty> texts = new EnumMap<>(PlanField.class);
    private final Map<PlanField, ReadOnlyStringWrapper> errors = new EnumMap<>(PlanField.class);
    private final ReadOnlyStringWrapper otherError = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper commandLine = new ReadOnlyStringWrapper("");

    private final FormHistory history;
    private Map<PlanField, String> asked = Map.of();

    public FormViewModel(Catalog catalog) {
        this.catalog = catalog;
        for (PlanField field : PlanField.values()) {
            StringProperty text = new SimpleStringProperty(field.initial());
            ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
            text.addListener((property, old, now) -> {
                error.set("");
                otherError.set("");
                commandLine.set(CommandLine.of(typed()));
            });
            texts.put(field, text);
            errors.put(field, error);
        }
        history = new FormHistory(texts);
        commandLine.set(CommandLine.of(typed()));
    }

    public FormHistory history() {
        return history;
    }

    public StringProperty text(PlanField field) {
        return texts.get(field);
    }

    /** Puts a text into a field, as a step of its own. */
    public void put(PlanField field, String text) {
        history.together(() -> texts.get(field).set(text));
    }

    /** What is wrong with a field; empty when nothing is known to be. */
    public ReadOnlyStringProperty error(PlanField field) {
        return errors.get(field).getReadOnlyProperty();
    }

    /** What is wrong but belongs to no field. */
    public ReadOnlyStringProperty otherError() {
        return otherError.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty commandLine() {
        return commandLine.getReadOnlyProperty();
    }

    /** What is typed now, to be read elsewhere. */
    record Question(RequestForm form, Catalog catalog) {
        /** Throws InvalidInputException with every problem. */
        PlanningRequest request() {
            return form.request(catalog);
        }
    }

    Question question() {
        return new Question(RequestForm.of(options()), catalog);
    }

    /** The request, or nothing after showing every problem at its field. */
    Optional<PlanningRequest> read() {
        try {
            PlanningRequest request = RequestForm.of(options()).request(catalog);
            asked = typed();
            show(FormProblems.of(List.of(), typed()));
            return Optional.of(request);
        } catch (InvalidInputException e) {
            show(e);
            return Optional.empty();
        }
    }

    /** Takes the last question that could be read back into the fields, with other texts in some of them. */
    void retake(Map<PlanField, String> changes) {
        history.together(() -> asked.forEach((field, text) -> texts.get(field).set(changes.getOrDefault(field, text))));
    }

    /** Says what is wrong with a field that was left, unless it is still empty. */
    public void check(PlanField left) {
        if (typed().get(left).isEmpty()) {
            return;
        }
        try {
            RequestForm.of(options()).request(catalog);
            errors.get(left).set("");
        } catch (InvalidInputException e) {
            errors.get(left).set(FormProblems.of(e.problems(), typed()).at(left));
        }
    }

    /** Shows problems that were found later, by the planner. */
    void show(InvalidInputException e) {
        show(FormProblems.of(e.problems(), typed()));
    }

    private void show(FormProblems problems) {
        errors.forEach((field, error) -> error.set(problems.at(field)));
        otherError.set(problems.elsewhere());
    }

    private Map<PlanField, String> typed() {
        Map<PlanField, String> typed = new EnumMap<>(PlanField.class);
        texts.forEach((field, text) ->
                typed.put(field, text.get() == null ? "" : text.get().strip()));
        return Collections.unmodifiableMap(typed);
    }

    private Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        typed().forEach((field, text) -> options.put(field.option(), text));
        return options;
    }
}
