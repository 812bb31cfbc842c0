package dev.shardwright.gui.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.catalog.Catalog;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FormHistoryTest {
    private final FormViewModel form = new FormViewModel(Catalog.shipped());
    private final FormHistory history = form.history();

    @Test
    void theLettersOfOneFieldAreOneStep() {
        String before = text(PlanField.GPUS);
        type(PlanField.GPUS, "1");
        type(PlanField.GPUS, "12");
        type(PlanField.GPUS, "128");
        type(PlanField.GLOBAL_BATCH, "64");
        history.undo();
        assertThat(text(PlanField.GPUS)).isEqualTo("128");
        history.undo();
        assertThat(text(PlanField.GPUS)).isEqualTo(before);
        assertThat(history.undoable().get()).isFalse();
        history.redo();
        assertThat(text(PlanField.GPUS)).isEqualTo("128");
        history.redo();
        assertThat(text(PlanField.GLOBAL_BATCH)).isEqualTo("64");
        assertThat(history.redoable().get()).isFalse();
    }

    @Test
    void whatIsTypedAfterAnUndoCannotBeRedone() {
        type(PlanField.GPUS, "128");
        history.undo();
        type(PlanField.GPUS, "16");
        assertThat(history.redoable().get()).isFalse();
        history.redo();
        assertThat(text(PlanField.GPUS)).isEqualTo("16");
    }

    /** A question taken back with changes moves many fields, and goes in one step. */
    @Test
    void changesTogetherAreOneStep() {
        type(PlanField.MODEL, "llama-3-8b");
        type(PlanField.CLUSTER, "dgx-h100");
        type(PlanField.GPUS, "8");
        type(PlanField.SEQUENCE_LENGTH, "8192");
        type(PlanField.GLOBAL_BATCH, "64");
        assertThat(form.read()).isPresent();
        type(PlanField.TENSOR, "8");
        form.retake(Map.of(PlanField.GPUS, "16", PlanField.GLOBAL_BATCH, "128"));
        assertThat(text(PlanField.TENSOR)).isEmpty();
        history.undo();
        assertThat(text(PlanField.GPUS)).isEqualTo("8");
        assertThat(text(PlanField.GLOBAL_BATCH)).isEqualTo("64");
        assertThat(text(PlanField.TENSOR)).isEqualTo("8");
        history.undo();
        assertThat(text(PlanField.TENSOR)).isEmpty();
    }

    /** A file's name put over what is being typed does not swallow it. */
    @Test
    void aFileIsAStepOfItsOwn() {
        type(PlanField.MODEL, "lla");
        form.put(PlanField.MODEL, "config.json");
        history.undo();
        assertThat(text(PlanField.MODEL)).isEqualTo("lla");
    }

    @Test
    void anEmptyHistoryDoesNothing() {
        String before = text(PlanField.GPUS);
        history.undo();
        history.redo();
        assertThat(text(PlanField.GPUS)).isEqualTo(before);
    }

    private void type(PlanField field, String text) {
        form.text(field).set(text);
    }

    private String text(PlanField field) {
        return form.text(field).get();
    }
}
