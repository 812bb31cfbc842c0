package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlanViewModel.Phase;
import dev.shardwright.gui.session.LayoutRow;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** Plans in a window without a display, and keeps pictures in target/screenshots. */
final class WindowTest {
    private static ShownWindow window;

    @BeforeAll
    static void open() throws TimeoutException, IOException {
        window = ShownWindow.open(1320, 860);
    }

    @AfterAll
    static void close() throws TimeoutException {
        if (window != null) {
            window.close();
        }
    }

    @Test
    void plansWhatIsTyped() throws TimeoutException {
        window.robot().clickOn("#place-Job");
        window.picture("start");
        window.write(PlanField.MODEL, "no-such-model");
        window.write(PlanField.GPUS, "8x");
        window.push(KeyCode.CONTROL, KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.label("error-GPUS")).startsWith("GPUs: 8x must be a whole number");
        assertThat(window.label("error-MODEL")).startsWith("no-such-model is neither a known model");
        window.picture("refused");

        window.write(PlanField.MODEL, "llama-3-8b");
        window.write(PlanField.GPUS, "8");
        window.push(KeyCode.CONTROL, KeyCode.ENTER);
        window.awaitPhase(Phase.PLANNED);
        TableView<LayoutRow> table = window.robot().lookup("#layouts").query();
        assertThat(table.getItems()).hasSize(5);
        assertThat(table.getItems().get(0).rank()).isEqualTo("1");
        assertThat(table.getColumns()).hasSizeGreaterThan(6);
        assertThat(window.label("answer-title"))
                .isEqualTo("llama-3-8b (8.0 B parameters) on 8 x h100-sxm-80gb (dgx-h100, 1 node)");
        assertThat(window.label("command-line"))
                .isEqualTo("shardwright plan --model llama-3-8b --cluster dgx-h100 --gpus 8 --sequence-length 8192"
                        + " --global-batch 512");

        window.robot().interact(() -> table.getSelectionModel().select(1));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.label("detail-title")).startsWith("#2  tp ");
        window.picture("planned");
        window.robot().clickOn("#theme");
        window.picture("dark");
        window.robot().clickOn("#theme");
    }

    /** In a field, where the keys would be the field's own, and outside. */
    @Test
    void ctrlZUndoesAChangeOfTheJob() {
        window.robot().clickOn("#place-Job");
        window.write(PlanField.SEQUENCE_LENGTH, "4096");
        window.write(PlanField.GLOBAL_BATCH, "96");
        window.write(PlanField.GLOBAL_BATCH, "192");
        window.push(KeyCode.CONTROL, KeyCode.Z);
        assertThat(text(PlanField.GLOBAL_BATCH)).isNotEqualTo("192").isNotEqualTo("96");
        assertThat(text(PlanField.SEQUENCE_LENGTH)).isEqualTo("4096");
        window.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertThat(text(PlanField.GLOBAL_BATCH)).isEqualTo("192");
        window.robot().clickOn("#place-Compare");
        window.push(KeyCode.CONTROL, KeyCode.Z);
        window.push(KeyCode.CONTROL, KeyCode.Z);
        assertThat(text(PlanField.SEQUENCE_LENGTH)).isNotEqualTo("4096");
    }

    private static String text(PlanField field) {
        return window.plan().form().text(field).get();
    }

    @Test
    void escapeEndsTheSearch() throws TimeoutException {
        window.robot().clickOn("#place-Job");
        window.write(PlanField.MODEL, "deepseek-v3");
        window.write(PlanField.GPUS, "1024,2048");
        window.robot().clickOn("#plan");
        window.push(KeyCode.ESCAPE);
        window.await(() -> window.plan().phase().get() != Phase.PLANNING);
        assertThat(window.label("outcome")).contains("ended");
    }
}
