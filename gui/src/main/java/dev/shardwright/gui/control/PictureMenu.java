package dev.shardwright.gui.control;

import dev.shardwright.planner.output.WholeFile;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.File;
import javafx.scene.Node;
import javafx.scene.control.Alert;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.MouseEvent;
import javafx.stage.FileChooser;

/** The menu of a chart's second mouse button: its picture to the clipboard or to a PNG file. */
public final class PictureMenu {
    private final Node pictured;
    private final String name;
    private final DisplayScale scale;
    private final ContextMenu menu;

    private PictureMenu(Node pictured, String name) {
        this.pictured = pictured;
        this.name = name;
        this.scale = new DisplayScale(pictured);
        MenuItem copy = new MenuItem("Copy picture");
        copy.setOnAction(event -> Picture.of(pictured, scale.now()).toClipboard());
        MenuItem save = new MenuItem("Save as PNG ...");
        save.setOnAction(event -> save());
        menu = new ContextMenu(copy, save);
    }

    /** @param name of the file that is offered, without its ending */
    public static void install(Node pictured, String name) {
        PictureMenu menu = new PictureMenu(pictured, name);
        pictured.setOnContextMenuRequested(event -> {
            menu.menu.show(pictured, event.getScreenX(), event.getScreenY());
            event.consume();
        });
        pictured.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> menu.menu.hide());
    }

    private void save() {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(name + ".png");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("Picture", "*.png"));
        File chosen = chooser.showSaveDialog(pictured.getScene().getWindow());
        if (chosen != null) {
            save(chosen);
        }
    }

    private void save(File file) {
        try {
            WholeFile.write(file.toPath(), Picture.of(pictured, scale.now())::write);
        } catch (InvalidInputException e) {
            Alert alert = new Alert(Alert.AlertType.ERROR, e.getMessage());
            alert.setTitle("Shardwright");
            alert.setHeaderText("The picture is not saved");
            alert.show();
        }
    }
}
