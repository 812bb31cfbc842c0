package dev.shardwright.gui.app;

import dev.shardwright.gui.plan.PlanViewModel;
import dev.shardwright.gui.plan.Presets;
import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.task.Threads;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/** The program with its one window. */
public final class ShardwrightApp extends Application {
    private static final double SCALE = 1.5;

    @Override
    public void start(Stage stage) {
        StartOptions options = StartOptions.parse(getParameters().getRaw());
        Thread.currentThread().setUncaughtExceptionHandler((thread, fault) -> ErrorDialog.show(fault));
        Workspace workspace = Workspace.of(ReadAhead.catalog(), Threads.ofWindow());
        Presets presets = ReadAhead.presets();
        WindowStateFile file = WindowStateFile.ofPerson();
        WindowState last = options.screenshot().isPresent() ? WindowState.FIRST : file.read();
        Models models = Models.of(workspace, () -> presets, last.recent());
        PlanViewModel plan = models.plan();
        MainWindow window = new MainWindow(workspace, models, options.theme().orElse(last.theme()));
        window.open(stage, last.bounds());
        stage.setOnHiding(event -> file.write(window.state()));
        options.screenshot().ifPresent(picture -> planned(plan, () -> photograph(window, picture)));
        if (options.untilShown()) {
            new FirstFrame(ShardwrightApp::sayShown).start();
        }
    }

    private static void sayShown() {
        System.out.println(StartOptions.SHOWN);
        Platform.exit();
    }

    private static void planned(PlanViewModel plan, Runnable next) {
        plan.answer().addListener((property, old, answer) -> Screenshot.afterLayout(next));
        plan.plan();
    }

    private static void photograph(MainWindow window, Path file) {
        Screenshot.save(window.scene(), file, SCALE);
        Platform.exit();
    }
}
