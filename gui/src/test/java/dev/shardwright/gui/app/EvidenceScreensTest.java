package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.accuracy.MeasuredRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accuracy and profiles with a real mouse and real keys, in a small window. */
final class EvidenceScreensTest {
    @TempDir
    private Path folder;

    @Test
    void runsAreLookedAtAndAStackIsCalibrated() throws TimeoutException, IOException {
        ShownWindow window = ShownWindow.open(1280, 720);
        try {
            window.robot().interact(() -> window.workspace().runs().put(runs()));
            window.robot().clickOn("#place-Accuracy");
            window.awaitIdle();
            assertThat(window.label("accuracy-summary")).contains(" of runs.jsonl");
            TableView<?> errors = window.robot().lookup("#stack-errors").query();
            assertThat(errors.getItems()).hasSizeGreaterThan(1);
            pointAtARun(window);
            assertThat(window.label("run-headline")).contains("predicted", "measured");
            assertThat(window.label("run-detail")).contains("90 % interval");

            window.robot().clickOn("#run-filter");
            window.robot().write("nothing", 0);
            assertThat(window.label("accuracy-summary")).startsWith("0 of ");
            window.push(KeyCode.CONTROL, KeyCode.A);
            window.push(KeyCode.DELETE);
            window.robot().clickOn("#copy-errors");
            window.robot().clickOn("#copy-errors-csv");
            assertThat(clipboard(window)).startsWith("stack,runs,median,MAPE,p90,bias\nall shown,");

            window.robot().clickOn("#tab-skipped");
            TableView<?> skipped = window.robot().lookup("#skipped-runs").query();
            assertThat(skipped.getItems()).hasSize(1);
            assertThat(skipped.getItems().get(0).toString()).contains("is not JSON");
            window.picture("left-out");
            window.robot().clickOn("#tab-calibrate");
            ComboBox<String> stack = window.robot().lookup("#calibration-stack").query();
            window.robot().interact(() -> stack.setValue("megatron-deepspeed"));
            window.robot().clickOn("#calibration-named");
            window.robot().clickOn("#calibrate");
            window.awaitIdle();
            TableView<?> gains = window.robot().lookup("#calibration-errors").query();
            assertThat(gains.getItems()).hasSize(3);
            assertThat(window.label("calibration-verdict")).contains("left out of the fit");
            window.picture("calibrated");
        } finally {
            window.close();
        }
    }

    private Path runs() {
        try {
            return MeasuredRuns.first(8, folder.resolve("runs.jsonl"), "{\"id\": \"cut off");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Along the diagonal, near which runs lie. */
    private static void pointAtARun(ShownWindow window) {
        Node canvas = window.robot().lookup("#scatter").query();
        double width = canvas.getLayoutBounds().getWidth();
        double height = canvas.getLayoutBounds().getHeight();
        for (int i = 1; i < 100 && window.label("run-headline").isEmpty(); i++) {
            double share = i / 100.0;
            window.robot().moveTo(canvas.localToScreen(64 + (width - 74) * share, 8 + (height - 46) * (1 - share)));
        }
    }

    private static String clipboard(ShownWindow window) {
        String[] text = {""};
        window.robot().interact(() -> text[0] = Clipboard.getSystemClipboard().getString());
        return text[0];
    }

    @Test
    void devicesAreCompared() throws TimeoutException, IOException {
        ShownWindow window = ShownWindow.open(1280, 720);
        try {
            window.robot().clickOn("#place-Profiles");
            window.awaitIdle();
            ComboBox<String> second = window.robot().lookup("#profile-second").query();
            window.robot().interact(() -> second.setValue("a100-sxm-80gb"));
            ComboBox<Double> columns = window.robot().lookup("#extent-n").query();
            window.robot().clickOn(columns);
            window.push(KeyCode.DOWN);
            window.push(KeyCode.ENTER);
            assertThat(columns.getValue()).isEqualTo(8192.0);
            Node canvas = window.robot().lookup("#curves").query();
            window.robot().moveTo(canvas.localToScreen(500, 100));
            assertThat(window.label("curve-note")).startsWith("rows m ").contains("h100-sxm-80gb", "times as fast");
            TableView<?> fits = window.robot().lookup("#curve-fits").query();
            assertThat(fits.getItems()).hasSizeGreaterThan(10);
            window.picture("devices-compared");
            ComboBox<String> operator =
                    window.robot().lookup("#profile-operator").query();
            window.robot().interact(() -> operator.setValue("all reduce"));
            assertThat(window.robot().lookup("#extent-ranks").tryQuery()).isPresent();
            assertThat(window.robot().lookup("#extent-n").tryQuery()).isEmpty();
            window.picture("collectives");
        } finally {
            window.close();
        }
    }
}
