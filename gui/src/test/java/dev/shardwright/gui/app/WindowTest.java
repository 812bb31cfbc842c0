package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.gui.plan.PlanViewModel.Phase;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.session.LayoutRow;
import dev.shardwright.gui.task.Threads;
import dev.shardwright.simulator.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Starts the window without a display, plans, and keeps pictures in target/screenshots. */
final class WindowTest {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private static PlanViewModel plan;
    private static MainWindow window;

    private final FxRobot robot = new FxRobot();

    @BeforeAll
    static void open() throws TimeoutException, IOException {
        Files.createDirectories(PICTURES);
        Stage stage = null;
        String reason = "";
        try {
            stage = FxToolkit.registerPrimaryStage();
            FxToolkit.setupFixture(() -> new Text("try").getLayoutBounds());
        } catch (TimeoutException | RuntimeException | LinkageError e) {
            stage = null;
            reason = "JavaFX does not start here (libpangoft2 and one font are needed): " + e;
        }
        assumeTrue(stage != null, reason);
        Stage shown = stage;
        FxToolkit.setupFixture(() -> {
            Workspace workspace = Workspace.of(Catalog.shipped(), Threads.ofWindow());
            plan = new PlanViewModel(workspace);
            window = new MainWindow(workspace, plan, Theme.LIGHT);
            window.open(shown);
        });
    }

    @AfterAll
    static void close() throws TimeoutException {
        if (window != null) {
            FxToolkit.cleanupStages();
        }
    }

    @Test
    void plansWhatIsTyped() throws TimeoutException {
        picture("start");
        write(PlanField.MODEL, "no-such-model");
        write(PlanField.GPUS, "8x");
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(label("error-GPUS")).startsWith("GPUs: 8x must be a whole number");
        assertThat(label("error-MODEL")).startsWith("no-such-model is neither a known model");
        picture("refused");

        write(PlanField.MODEL, "llama-3-8b");
        write(PlanField.GPUS, "8");
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        awaitPhase(Phase.PLANNED);
        TableView<LayoutRow> table = robot.lookup("#layouts").query();
        assertThat(table.getItems()).hasSize(5);
        assertThat(table.getItems().get(0).rank()).isEqualTo("1");
        assertThat(table.getColumns()).hasSizeGreaterThan(6);
        assertThat(label("answer-title"))
                .isEqualTo("llama-3-8b (8.0 B parameters) on 8 x h100-sxm-80gb (dgx-h100, 1 node)");
        assertThat(label("command-line"))
                .isEqualTo("shardwright plan --model llama-3-8b --cluster dgx-h100 --gpus 8 --sequence-length 8192"
                        + " --global-batch 512");

        robot.interact(() -> table.getSelectionModel().select(1));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(label("detail-title")).startsWith("#2  tp ");
        picture("planned");
        robot.clickOn("#theme");
        picture("dark");
        robot.clickOn("#theme");
    }

    @Test
    void escapeEndsTheSearch() throws TimeoutException {
        write(PlanField.MODEL, "deepseek-v3");
        write(PlanField.GPUS, "1024,2048");
        robot.clickOn("#plan");
        robot.push(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> plan.phase().get() != Phase.PLANNING);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(label("outcome")).contains("ended");
    }

    private static void awaitPhase(Phase wanted) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> plan.phase().get() == wanted);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void write(PlanField field, String text) {
        TextField input = robot.lookup("#field-" + field.name()).query();
        robot.interact(input::requestFocus);
        robot.interact(input::selectAll);
        WaitForAsyncUtils.waitForFxEvents();
        robot.write(text, 0);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(List.of(input.getText())).containsExactly(text);
    }

    private String label(String id) {
        Label label = robot.lookup("#" + id).query();
        return label.getText();
    }

    private void picture(String name) {
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> Screenshot.save(window.scene(), PICTURES.resolve(name + ".png")));
        WaitForAsyncUtils.waitForFxEvents();
    }
}
