package dev.shardwright.gui.app;

import dev.shardwright.gui.files.FilesViewModel;
import java.io.File;
import java.nio.file.Path;
import javafx.application.Platform;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Opens files, those that were opened last among them, and ends the program. */
final class FileMenu {
    private final FilesViewModel files;
    private final Menu recent = new Menu("Open recent");

    FileMenu(FilesViewModel files) {
        this.files = files;
        files.recent().addListener((property, old, now) -> showRecent());
        showRecent();
    }

    Menu menu() {
        MenuItem open = new MenuItem("Open ...");
        open.setAccelerator(new KeyCodeCombination(KeyCode.O, KeyCombination.SHORTCUT_DOWN));
        open.setOnAction(event -> choose());
        MenuItem quit = new MenuItem("Quit");
        quit.setAccelerator(new KeyCodeCombination(KeyCode.Q, KeyCombination.SHORTCUT_DOWN));
        quit.setOnAction(event -> Platform.exit());
        return new Menu("_File", null, open, recent, new SeparatorMenuItem(), quit);
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open a job, a plan, a config.json, a cluster, measured runs or a kernel profile");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("JSON", "*.json", "*.jsonl"));
        File chosen = chooser.showOpenDialog(Window.getWindows().get(0));
        if (chosen != null) {
            files.open(chosen.toPath());
        }
    }

    private void showRecent() {
        recent.getItems().clear();
        for (Path file : files.recent().get()) {
            MenuItem item = new MenuItem(file.toString());
            item.setMnemonicParsing(false);
            item.setOnAction(event -> files.open(file));
            recent.getItems().add(item);
        }
        recent.setDisable(recent.getItems().isEmpty());
    }
}
