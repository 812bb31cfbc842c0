package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlanViewModel.Phase;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Every screen in both themes at 1280x720; scripts/screenshots keeps the pictures. */
final class GalleryTest {
    @Test
    void everyScreenIsShownInBothThemes() throws TimeoutException, IOException {
        ShownWindow window = ShownWindow.open(1280, 720);
        try {
            window.robot().interact(() -> {
                window.plan().form().text(PlanField.MODEL).set("llama-3-70b");
                window.plan().form().text(PlanField.GPUS).set("64");
                window.plan().plan();
            });
            window.awaitPhase(Phase.PLANNED);
            window.push(KeyCode.CONTROL, KeyCode.P);
            window.robot().interact(() -> {
                window.plan()
                        .selected()
                        .set(Optional.of(window.plan()
                                .answer()
                                .get()
                                .orElseThrow()
                                .rows()
                                .get(1)));
            });
            window.push(KeyCode.CONTROL, KeyCode.P);
            assertThat(window.workspace().session().now().pinned()).hasSize(2);
            window.robot().interact(() -> {
                window.plan()
                        .selected()
                        .set(Optional.of(window.plan()
                                .answer()
                                .get()
                                .orElseThrow()
                                .rows()
                                .get(0)));
                window.workspace().navigation().go("Memory");
            });
            window.robot().clickOn("#look-for-changes");
            askWhatIf(window);
            for (Theme theme : Theme.values()) {
                window.robot().interact(() -> window.window().show(theme));
                for (String screen : window.window().screens()) {
                    window.robot()
                            .interact(() -> window.workspace().navigation().go(screen));
                    window.awaitIdle();
                    window.picture((screen + "-" + theme).toLowerCase(Locale.ROOT));
                    assertThat(window.robot().lookup("#screen-" + screen).tryQuery())
                            .isPresent();
                }
            }
        } finally {
            window.close();
        }
    }

    /** Twice the GPUs on a quarter of the network. */
    private static void askWhatIf(ShownWindow window) throws TimeoutException {
        window.robot().interact(() -> window.workspace().navigation().go("What-if"));
        window.awaitIdle();
        Slider gpus = window.robot().lookup("#dial-gpus").query();
        Slider bandwidth = window.robot().lookup("#dial-bandwidth").query();
        window.robot().interact(() -> {
            gpus.setValue(gpus.getValue() + 2);
            bandwidth.setValue(0);
        });
        window.awaitIdle();
        assertThat(window.label("what-if-headline")).startsWith("GPUs 128: ");
    }
}
