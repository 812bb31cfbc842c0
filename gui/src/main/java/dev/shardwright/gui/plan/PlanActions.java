package dev.shardwright.gui.plan;

import dev.shardwright.gui.control.Copying;
import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.control.IconButton;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.kordamp.ikonli.feather.Feather;

/** The buttons that carry an answer out of the window. */
final class PlanActions {
    private final PlanViewModel model;

    PlanActions(PlanViewModel model) {
        this.model = model;
    }

    Button saveButton() {
        Button button = IconButton.of("plan.json", Feather.SAVE, "save-plan");
        Hint.on(button, "Save all layouts with their reports, for shardwright export and simulate");
        button.disableProperty()
                .bind(Bindings.createBooleanBinding(() -> model.answer().get().isEmpty(), model.answer()));
        button.setOnAction(event -> choose(button, "plan.json", new ExtensionFilter("Plan", "*.json"))
                .ifPresent(model::savePlan));
        return button;
    }

    Button exportButton() {
        Button button = IconButton.of("Export", Feather.SHARE, "to-export");
        Hint.on(button, "The files that start the selected layout in a training framework");
        button.disableProperty()
                .bind(Bindings.createBooleanBinding(() -> model.selected().get().isEmpty(), model.selected()));
        button.setOnAction(event -> model.goToExport());
        return button;
    }

    void copyCommand() {
        Copying.toClipboard(model.form().commandLine().get());
        model.note("Copied the command line");
    }

    private static Optional<Path> choose(Button button, String name, ExtensionFilter filter) {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(name);
        chooser.getExtensionFilters().add(filter);
        Window window = button.getScene().getWindow();
        return Optional.ofNullable(chooser.showSaveDialog(window)).map(File::toPath);
    }
}
