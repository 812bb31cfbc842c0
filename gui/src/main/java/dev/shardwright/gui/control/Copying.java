package dev.shardwright.gui.control;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** The way to the clipboard. */
public final class Copying {
    private Copying() {}

    public static void toClipboard(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
