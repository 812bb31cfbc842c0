package dev.shardwright.gui.control;

import javafx.scene.paint.Color;

/** One piece of a bar: its length in any unit, and how that is written for people. */
public record Segment(String label, double value, String text, Color fill) {
    public Segment {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("a segment's value must be zero or more, but is " + value);
        }
    }
}
