package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlanViewModel.Phase;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** The what-if screen with a real mouse and real keys, in a small window. */
final class WhatIfScreenTest {
    @Test
    void aQuestionIsChangedAndPlanned() throws TimeoutException, IOException {
        ShownWindow window = ShownWindow.open(1280, 720);
        try {
            window.push(KeyCode.CONTROL, KeyCode.DIGIT6);
            assertThat(window.robot().lookup("#remedy").tryQuery()).isPresent();
            window.robot().interact(() -> {
                window.plan().form().text(PlanField.MODEL).set("llama-3-8b");
                window.plan().form().text(PlanField.GPUS).set("16");
            });
            window.push(KeyCode.CONTROL, KeyCode.ENTER);
            window.awaitPhase(Phase.PLANNED);
            window.push(KeyCode.CONTROL, KeyCode.DIGIT6);
            window.awaitIdle();
            TableView<List<String>> points =
                    window.robot().lookup("#what-if-points").query();
            assertThat(points.getItems())
                    .hasSize(8)
                    .extracting(row -> row.get(0))
                    .contains("8", "16", "128");
            assertThat(window.label("what-if-headline")).startsWith("GPUs 16: ");
            assertThat(window.label("dial-beside-gpus")).isEqualTo("as asked");

            Slider gpus = window.robot().lookup("#dial-gpus").query();
            window.robot().interact(gpus::requestFocus);
            window.push(KeyCode.RIGHT);
            window.awaitIdle();
            assertThat(window.label("dial-value-gpus")).isEqualTo("24");
            assertThat(window.label("what-if-headline")).startsWith("GPUs 24: ").contains("tokens/s, MFU ");
            assertThat(window.label("what-if-detail")).contains(" x the tokens/s and ", "Best layout: ");

            Slider memory = window.robot().lookup("#dial-memory").query();
            window.robot().interact(memory::requestFocus);
            window.push(KeyCode.HOME);
            window.awaitIdle();
            assertThat(window.label("dial-value-memory")).isEqualTo("19.8 GiB");
            window.picture("what-if-moved");

            window.robot().clickOn("#along-sequence");
            window.awaitIdle();
            assertThat(points.getItems()).extracting(row -> row.get(0)).contains("512", "131,072");
            window.picture("what-if-sequence");
            Node canvas = window.robot().lookup("#what-if-curves").query();
            double width = canvas.getLayoutBounds().getWidth();
            window.robot().moveTo(canvas.localToScreen(80, 80));
            assertThat(window.label("what-if-headline")).startsWith("Sequence length 512: ");
            window.robot().clickOn(canvas.localToScreen(width - 20, 80));
            window.awaitIdle();
            assertThat(window.label("dial-value-sequence")).isEqualTo("131,072");
            assertThat(window.label("what-if-detail")).startsWith("nothing fits: ");

            window.robot().clickOn("#copy-what-if");
            window.robot().clickOn("#copy-what-if-csv");
            assertThat(clipboard(window)).startsWith("Sequence length,step time,9 cases of 10,tokens/s,MFU,");
            window.robot().clickOn("#copy-what-if");
            window.robot().clickOn("#copy-what-if-picture");
            assertThat(picture(window)).isTrue();

            window.robot().clickOn("#what-if-reset");
            window.awaitIdle();
            assertThat(window.label("dial-value-gpus")).isEqualTo("16");
            window.robot().clickOn("#dial-batch");
            window.robot().interact(() -> gpus.setValue(0));
            window.robot().clickOn("#what-if-plan");
            assertThat(window.robot().lookup("#screen-Job").tryQuery()).isPresent();
            assertThat(window.plan().form().text(PlanField.GPUS).get()).isEqualTo("8");
        } finally {
            window.close();
        }
    }

    private static String clipboard(ShownWindow window) {
        String[] text = {""};
        window.robot().interact(() -> text[0] = Clipboard.getSystemClipboard().getString());
        return text[0];
    }

    private static boolean picture(ShownWindow window) {
        boolean[] held = {false};
        window.robot().interact(() -> held[0] = Clipboard.getSystemClipboard().hasImage());
        return held[0];
    }
}
