package dev.shardwright.gui.plan;

import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Undo and redo of the whole form from inside its fields, which would otherwise take the keys for their own text. */
public final class UndoKeys {
    public static final KeyCombination UNDO = new KeyCodeCombination(KeyCode.Z, KeyCombination.SHORTCUT_DOWN);
    public static final KeyCombination REDO =
            new KeyCodeCombination(KeyCode.Z, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);

    private UndoKeys() {}

    static void install(Node form, FormHistory history) {
        form.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (UNDO.match(event)) {
                history.undo();
                event.consume();
            } else if (REDO.match(event)) {
                history.redo();
                event.consume();
            }
        });
    }
}
