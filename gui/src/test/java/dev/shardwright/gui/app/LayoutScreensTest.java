package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlanViewModel.Phase;
import dev.shardwright.gui.session.Session;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Scatter, memory and comparison with a real mouse and real keys, in a small window. */
final class LayoutScreensTest {
    @Test
    void aCandidateIsPickedLookedIntoAndCompared() throws TimeoutException, IOException {
        ShownWindow window = ShownWindow.open(1280, 720);
        try {
            window.robot().interact(() -> {
                window.plan().form().text(PlanField.MODEL).set("llama-3-8b");
                window.plan().form().text(PlanField.GPUS).set("16");
                window.plan().form().text(PlanField.PIPELINE).set("4");
            });
            window.push(KeyCode.CONTROL, KeyCode.ENTER);
            window.awaitPhase(Phase.PLANNED);
            window.awaitIdle();
            window.push(KeyCode.CONTROL, KeyCode.P);
            pickACandidate(window);
            assertThat(window.label("detail-title")).startsWith("candidate  tp ");
            window.push(KeyCode.CONTROL, KeyCode.P);

            window.push(KeyCode.CONTROL, KeyCode.DIGIT4);
            window.awaitIdle();
            assertThat(window.label("memory-title")).startsWith("candidate  tp ");
            window.robot().clickOn("#bar-2");
            assertThat(window.label("curve-title")).startsWith("Stage 2 over the step");

            window.push(KeyCode.CONTROL, KeyCode.DIGIT5);
            assertThat(session(window).pinned()).hasSize(2);
            window.robot().clickOn("#unpin-0");
            assertThat(session(window).pinned()).hasSize(1);
            window.robot().clickOn("#unpin-0");
            assertThat(window.robot().lookup("#remedy").tryQuery()).isPresent();
        } finally {
            window.close();
        }
    }

    /** Clicks along the upper rows of the picture that can be seen until a candidate lies under the mouse. */
    private static void pickACandidate(ShownWindow window) {
        Node canvas = window.robot().lookup("#candidates").query();
        for (int i = 0;
                i < 60 && !session(window).selected().orElseThrow().name().equals("candidate");
                i++) {
            window.robot().clickOn(canvas.localToScreen(70 + 25 * (i % 18), 20 + 40 * (i / 18)));
        }
    }

    private static Session session(ShownWindow window) {
        return window.workspace().session().now();
    }
}
