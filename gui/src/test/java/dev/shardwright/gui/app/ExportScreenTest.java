package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlanViewModel.Phase;
import dev.shardwright.planner.export.ExportedFile;
import dev.shardwright.planner.export.Framework;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** From a job over its plan and its timeline to the files that start it, with a real mouse and real keys. */
final class ExportScreenTest {
    @Test
    void aJobBecomesFiles() throws TimeoutException, IOException {
        ShownWindow window = ShownWindow.open(1280, 720);
        try {
            window.robot().clickOn("#place-Export");
            assertThat(window.robot().lookup("#remedy").tryQuery()).isPresent();
            window.robot().clickOn("#place-Job");
            window.write(PlanField.MODEL, "llama-3-8b");
            window.write(PlanField.GPUS, "16");
            window.push(KeyCode.CONTROL, KeyCode.ENTER);
            window.awaitPhase(Phase.PLANNED);
            window.robot().clickOn("#place-Timeline");
            window.awaitIdle();
            assertThat(window.robot().lookup("#timeline-export").tryQuery()).isPresent();

            window.robot().clickOn("#place-Export");
            window.awaitIdle();
            assertThat(window.label("export-title")).startsWith("#1  tp ");
            ListView<ExportedFile> files =
                    window.robot().lookup("#export-files").query();
            assertThat(files.getItems().get(0).name()).isEqualTo("launch.sh");
            ListView<?> code = window.robot().lookup("#export-code").query();
            assertThat(code.getItems())
                    .hasSize((int) files.getItems().get(0).text().lines().count());
            window.robot().clickOn("#export-copy");
            window.robot()
                    .interact(() -> assertThat(Clipboard.getSystemClipboard().getString())
                            .isEqualTo(files.getItems().get(0).text()));

            ComboBox<Framework> framework =
                    window.robot().lookup("#export-framework").query();
            window.robot().interact(() -> framework.setValue(Framework.GALVATRON));
            window.awaitIdle();
            WaitForAsyncUtils.waitForFxEvents();
            assertThat(window.label("export-command")).contains("--to galvatron@");
            window.picture("export-galvatron");
            window.robot().interact(() -> framework.setValue(refusing(window)));
            window.awaitIdle();
            window.picture("export-refused");
            VBox refusals = window.robot().lookup("#export-refusals").query();
            assertThat(refusals.getChildren()).hasSizeGreaterThan(2);
            assertThat(window.robot().lookup("#export-save").query().isDisabled())
                    .isTrue();
        } finally {
            window.close();
        }
    }

    /** A framework that cannot say the selected layout. */
    private static Framework refusing(ShownWindow window) {
        var job = window.workspace().session().now().selected().orElseThrow().job();
        return Arrays.stream(Framework.values())
                .filter(framework -> !framework.at("").refusals(job).isEmpty())
                .findFirst()
                .orElseThrow();
    }
}
