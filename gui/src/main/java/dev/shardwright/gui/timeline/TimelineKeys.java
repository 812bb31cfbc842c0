package dev.shardwright.gui.timeline;

import javafx.scene.input.KeyEvent;

/** The keys of trace viewers: W and S zoom, A and D pan, F shows everything; arrows and + and - do the same. */
final class TimelineKeys {
    private static final double ZOOM = 1.5;
    private static final double PAN = 0.15;

    private TimelineKeys() {}

    static void press(KeyEvent event, TimelineViewModel model) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case W, UP, PLUS, EQUALS, ADD -> model.zoom(ZOOM, 0.5);
            case S, DOWN, MINUS, SUBTRACT -> model.zoom(1 / ZOOM, 0.5);
            case A, LEFT -> model.move(-PAN);
            case D, RIGHT -> model.move(PAN);
            case F, HOME -> model.showAll();
            default -> {
                return;
            }
        }
        event.consume();
    }
}
