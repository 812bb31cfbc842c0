package dev.shardwright.gui.export;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** The way to the clipboard. */
final class Copying {
    private Copying() {}

    static void toClipboard(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
