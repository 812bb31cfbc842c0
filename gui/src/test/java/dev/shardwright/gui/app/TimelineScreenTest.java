package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlanViewModel.Phase;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** The timeline with real keys and a real mouse, in a small window. */
final class TimelineScreenTest {
    @Test
    void leadsFromThePlanToItsStep() throws TimeoutException, IOException {
        ShownWindow window = ShownWindow.open(1280, 720);
        try {
            window.push(KeyCode.CONTROL, KeyCode.DIGIT3);
            window.picture("timeline-empty");
            window.robot().clickOn("#remedy");
            assertThat(window.workspace().navigation().place().get()).isEqualTo("Plan");
            window.push(KeyCode.CONTROL, KeyCode.DIGIT1);
            window.write(PlanField.MODEL, "llama-3-8b");
            window.write(PlanField.GPUS, "16");
            window.robot()
                    .interact(
                            () -> window.plan().form().text(PlanField.PIPELINE).set("4"));
            window.push(KeyCode.CONTROL, KeyCode.ENTER);
            window.awaitPhase(Phase.PLANNED);
            window.robot().clickOn("#place-Timeline");
            window.await(() -> !window.label("timeline-summary").isEmpty());
            assertThat(window.label("timeline-title")).startsWith("#1  tp ");
            Node canvas = window.robot().lookup("#timeline-canvas").query();
            Point2D inFirstLane = canvas.localToScreen(400, 35);
            window.robot().moveTo(inFirstLane);
            assertThat(window.label("slice-headline")).contains("stage 0");
            window.picture("timeline");
            window.robot().clickOn(inFirstLane);
            for (int i = 0; i < 6; i++) {
                window.push(KeyCode.W);
            }
            window.robot().clickOn("#timeline-critical");
            window.picture("timeline-near");
            String headline = window.label("slice-headline");
            window.scale(2);
            window.robot().moveBy(1, 0);
            window.robot().moveBy(-1, 0);
            assertThat(window.label("slice-headline")).isEqualTo(headline);
            window.picture("timeline-near-scale-2", 2);
            window.robot().clickOn("#place-Plan");
            window.awaitIdle();
            window.picture("plan-scale-2", 2);
        } finally {
            window.close();
        }
    }
}
