package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.gui.plan.PlanViewModel.Phase;
import dev.shardwright.gui.plan.Presets;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.task.Threads;
import dev.shardwright.simulator.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A window without a display, used as a person would; its pictures go to target/screenshots. */
final class ShownWindow {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final FxRobot robot = new FxRobot();
    private final ThreadPoolExecutor work = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), ShownWindow::daemon);
    private Workspace workspace;
    private PlanViewModel plan;
    private MainWindow window;

    private ShownWindow() {}

    /** The test is skipped with the reason where JavaFX does not start. */
    static ShownWindow open(double width, double height) throws TimeoutException, IOException {
        Files.createDirectories(PICTURES);
        Stage stage = stage();
        ShownWindow shown = new ShownWindow();
        FxToolkit.setupFixture(() -> {
            shown.workspace = Workspace.of(Catalog.shipped(), new Threads(shown.work, Platform::runLater));
            Models models = Models.of(shown.workspace, () -> Presets.of(shown.workspace.catalog()), List.of());
            shown.plan = models.plan();
            shown.window = new MainWindow(shown.workspace, models, Theme.LIGHT);
            shown.window.open(stage, Optional.empty());
            stage.setWidth(width);
            stage.setHeight(height);
        });
        WaitForAsyncUtils.waitForFxEvents();
        return shown;
    }

    private static Stage stage() {
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
        return stage;
    }

    void close() throws TimeoutException {
        FxToolkit.cleanupStages();
    }

    FxRobot robot() {
        return robot;
    }

    MainWindow window() {
        return window;
    }

    Workspace workspace() {
        return workspace;
    }

    PlanViewModel plan() {
        return plan;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "work");
        thread.setDaemon(true);
        return thread;
    }

    /** Waits until no slow work is left. */
    void awaitIdle() throws TimeoutException {
        await(() -> work.getActiveCount() == 0);
    }

    void awaitPhase(Phase wanted) throws TimeoutException {
        await(() -> plan.phase().get() == wanted);
    }

    void await(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }

    void write(PlanField field, String text) {
        TextField input = robot.lookup("#field-" + field.name()).query();
        robot.interact(input::requestFocus);
        robot.interact(input::selectAll);
        WaitForAsyncUtils.waitForFxEvents();
        robot.write(text, 0);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(List.of(input.getText())).containsExactly(text);
    }

    /** As on a display with so many pixels for each of the window's. */
    void scale(double scale) {
        robot.interact(() -> {
            window.scene().getWindow().setRenderScaleX(scale);
            window.scene().getWindow().setRenderScaleY(scale);
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    void push(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    String label(String id) {
        Label label = robot.lookup("#" + id).query();
        return label.getText();
    }

    void picture(String name) {
        picture(name, 1);
    }

    /** With so many pixels for each of the window's. */
    void picture(String name, double scale) {
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> Screenshot.save(window.scene(), PICTURES.resolve(name + ".png"), scale));
        WaitForAsyncUtils.waitForFxEvents();
    }
}
