package dev.shardwright.gui.export;

import atlantafx.base.theme.Styles;
import dev.shardwright.gui.control.Copying;
import dev.shardwright.gui.control.Hint;
import dev.shardwright.gui.control.IconButton;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.stage.DirectoryChooser;
import org.kordamp.ikonli.feather.Feather;

/** The buttons that carry files out of the window, and what is asked and said about it. */
final class ExportActions {
    private final ExportViewModel model;
    private final Button copy = IconButton.of("Copy", Feather.COPY, "export-copy");
    private final Button save = IconButton.of("Save all", Feather.SAVE, "export-save");

    ExportActions(ExportViewModel model) {
        this.model = model;
        Hint.on(copy, "Copies the whole file that is shown; Ctrl+C copies its selected lines only");
        copy.setOnAction(event -> copy());
        save.getStyleClass().add(Styles.ACCENT);
        Hint.on(
                save,
                "Writes all files to a folder that you choose.\n"
                        + "They refer to each other by name: keep them together");
        save.setOnAction(event -> choose());
        var nothing = Bindings.createBooleanBinding(() -> model.files().get().isEmpty(), model.files());
        copy.disableProperty().bind(nothing);
        save.disableProperty().bind(nothing);
        model.failure().addListener((property, old, failure) -> tell(failure));
    }

    List<Button> buttons() {
        return List.of(copy, save);
    }

    private void copy() {
        model.shown().get().ifPresent(file -> {
            Copying.toClipboard(file.text());
            model.note("Copied " + file.name());
        });
    }

    private void choose() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("Folder for the files");
        File folder = chooser.showDialog(save.getScene().getWindow());
        if (folder != null && mayReplace(model.replaced(folder.toPath()))) {
            model.save(folder.toPath());
        }
    }

    private boolean mayReplace(List<Path> others) {
        if (others.isEmpty()) {
            return true;
        }
        String names = others.stream().map(Path::toString).collect(Collectors.joining("\n"));
        ButtonType replace = new ButtonType("Replace");
        Alert alert = new Alert(Alert.AlertType.CONFIRMATION, names, replace, ButtonType.CANCEL);
        alert.initOwner(save.getScene().getWindow());
        alert.setTitle("Shardwright");
        alert.setHeaderText("Something else stands there already");
        return alert.showAndWait().filter(replace::equals).isPresent();
    }

    private void tell(String failure) {
        if (failure.isEmpty()) {
            return;
        }
        Alert alert = new Alert(Alert.AlertType.ERROR, failure);
        alert.initOwner(save.getScene().getWindow());
        alert.setTitle("Shardwright");
        alert.setHeaderText("The files could not be saved");
        alert.getDialogPane().setId("export-failed");
        alert.show();
    }
}
