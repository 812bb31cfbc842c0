package dev.shardwright.gui.control;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Window;

/** How many pixels of the display stand for one of the window, where a node is shown now. */
public final class DisplayScale {
    private final ObservableValue<Number> scale;

    public DisplayScale(Node node) {
        scale = node.sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::renderScaleXProperty)
                .orElse(1);
    }

    /** Told when the window moves to a display of another density, or the display's is changed. */
    public void onChange(Runnable redraw) {
        scale.addListener((property, old, now) -> redraw.run());
    }

    public double now() {
        return scale.getValue().doubleValue();
    }
}
