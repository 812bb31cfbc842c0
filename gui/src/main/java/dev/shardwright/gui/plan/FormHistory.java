package dev.shardwright.gui.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.StringProperty;

/** What the form said before. What is typed into one field without leaving it for another is one step. */
public final class FormHistory {
    private static final int MOST_STEPS = 200;

    private final Map<PlanField, StringProperty> texts;
    private final Deque<Map<PlanField, String>> earlier = new ArrayDeque<>();
    private final Deque<Map<PlanField, String>> later = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper();
    private Map<PlanField, String> now;
    private Optional<PlanField> typing = Optional.empty();
    private boolean several;

    FormHistory(Map<PlanField, StringProperty> texts) {
        this.texts = texts;
        this.now = contents();
        texts.forEach((field, text) -> text.addListener((property, old, next) -> changed(field)));
    }

    public ReadOnlyBooleanProperty undoable() {
        return undoable.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty redoable() {
        return redoable.getReadOnlyProperty();
    }

    public void undo() {
        step(earlier, later);
    }

    public void redo() {
        step(later, earlier);
    }

    /** Changes of several fields as one step. */
    void together(Runnable changes) {
        Map<PlanField, String> before = now;
        several = true;
        changes.run();
        several = false;
        now = contents();
        typing = Optional.empty();
        if (!now.equals(before)) {
            remember(before);
        }
    }

    private void changed(PlanField field) {
        if (several) {
            return;
        }
        if (!typing.equals(Optional.of(field))) {
            remember(now);
        }
        typing = Optional.of(field);
        now = contents();
    }

    private void remember(Map<PlanField, String> before) {
        earlier.push(before);
        if (earlier.size() > MOST_STEPS) {
            earlier.removeLast();
        }
        later.clear();
        tell();
    }

    private void step(Deque<Map<PlanField, String>> from, Deque<Map<PlanField, String>> to) {
        if (from.isEmpty()) {
            return;
        }
        to.push(now);
        Map<PlanField, String> contents = from.pop();
        several = true;
        contents.forEach((field, text) -> texts.get(field).set(text));
        several = false;
        now = contents;
        typing = Optional.empty();
        tell();
    }

    private void tell() {
        undoable.set(!earlier.isEmpty());
        redoable.set(!later.isEmpty());
    }

    private Map<PlanField, String> contents() {
        Map<PlanField, String> all = new EnumMap<>(PlanField.class);
        texts.forEach((field, text) -> all.put(field, text.get() == null ? "" : text.get()));
        return all;
    }
}
