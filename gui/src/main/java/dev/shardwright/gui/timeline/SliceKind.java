package dev.shardwright.gui.timeline;

import dev.shardwright.gui.control.Palette;
import dev.shardwright.simulator.timeline.Category;
import java.util.Arrays;
import javafx.scene.paint.Color;

/** What a slice of a lane is spent on: a number below {@link #COUNT}. */
final class SliceKind {
    private static final Category[] CATEGORIES = Category.values();

    /** A rank waits while its own communication runs. */
    static final int EXPOSED = CATEGORIES.length;

    /** A rank waits for other ranks. */
    static final int BUBBLE = EXPOSED + 1;

    static final int COUNT = BUBBLE + 1;

    private SliceKind() {}

    static int of(Category category) {
        return category.ordinal();
    }

    static String label(int kind) {
        return kind == BUBBLE ? "bubble" : kind == EXPOSED ? "exposed communication" : CATEGORIES[kind].label();
    }

    static Color colour(int kind) {
        return kind == BUBBLE ? Palette.BUBBLE : kind == EXPOSED ? Palette.EXPOSED : Palette.of(CATEGORIES[kind]);
    }

    /** Opaque, by kind. */
    static int[] argb() {
        int[] colours = new int[COUNT];
        Arrays.setAll(colours, kind -> Palette.argb(colour(kind)));
        return colours;
    }
}
