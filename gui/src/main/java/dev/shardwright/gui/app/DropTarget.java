package dev.shardwright.gui.app;

import dev.shardwright.gui.files.FilesViewModel;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** Opens files that are dropped anywhere on the window. */
final class DropTarget {
    private DropTarget() {}

    static void install(Scene scene, FilesViewModel files) {
        scene.addEventFilter(DragEvent.DRAG_OVER, event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
                event.consume();
            }
        });
        scene.addEventFilter(DragEvent.DRAG_DROPPED, event -> {
            if (event.getDragboard().hasFiles()) {
                event.getDragboard().getFiles().forEach(file -> files.open(file.toPath()));
                event.setDropCompleted(true);
                event.consume();
            }
        });
    }
}
