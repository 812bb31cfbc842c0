package dev.shardwright.gui.plan;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The buttons that carry an answer out of the window. */
final class PlanActions {
    private final PlanViewModel model;

    PlanActions(PlanViewModel model) {
        this.model = model;
    }

    Button saveButton() {
        Button button = button("plan.json", Feather.SAVE, "save-plan");
        button.setTooltip(new Tooltip("Save all layouts with their reports, for shardwright export and simulate"));
        button.disableProperty()
                .bind(Bindings.createBooleanBinding(() -> model.answer().get().isEmpty(), model.answer()));
        button.setOnAction(event -> choose(button, "plan.json", new ExtensionFilter("Plan", "*.json"))
                .ifPresent(model::savePlan));
        return button;
    }

    Button exportButton() {
        Button button = button("Megatron script", Feather.TERMINAL, "export-megatron");
        button.setTooltip(new Tooltip("Write launch.sh and a Slurm script for the selected layout"));
        button.disableProperty()
                .bind(Bindings.createBooleanBinding(() -> model.selected().get().isEmpty(), model.selected()));
        button.setOnAction(event -> choose(button, "launch.sh", new ExtensionFilter("Shell script", "*.sh"))
                .ifPresent(model::exportMegatron));
        return button;
    }

    void copyCommand() {
        ClipboardContent content = new ClipboardContent();
        content.putString(model.form().commandLine().get());
        Clipboard.getSystemClipboard().setContent(content);
        model.note("Copied the command line");
    }

    private static Button button(String text, Feather icon, String id) {
        Button button = new Button(text, new FontIcon(icon));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private static Optional<Path> choose(Button button, String name, ExtensionFilter filter) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(name);
        chooser.getExtensionFilters().add(filter);
        Window window = button.getScene().getWindow();
        return Optional.ofNullable(chooser.showSaveDialog(window)).map(File::toPath);
    }
}
