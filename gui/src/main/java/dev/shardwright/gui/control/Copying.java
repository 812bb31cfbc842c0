package dev.shardwright.gui.control;

import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.transform.Transform;

/** The way to the clipboard. */
public final class Copying {
    private Copying() {}

    public static void toClipboard(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /** Copies a picture with so many pixels for each of the window's. */
    static void toClipboard(Node drawn, double scale) {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(Transform.scale(scale, scale));
        ClipboardContent content = new ClipboardContent();
        content.putImage(drawn.snapshot(parameters, null));
        Clipboard.getSystemClipboard().setContent(content);
    }
}
