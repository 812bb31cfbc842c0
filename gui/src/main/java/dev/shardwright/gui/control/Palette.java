package dev.shardwright.gui.control;

import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.step.StepFigures.Part;
import dev.shardwright.simulator.timeline.Category;
import java.util.List;
import javafx.scene.paint.Color;

/**
 * One colour for each part of a step and each category of memory: those of Okabe and Ito 2008, which colour-blind people
 * can tell apart, and four between them; readable on a light and a dark ground.
 */
public final class Palette {
    private static final Color BLUE = Color.web("#0072b2");
    private static final Color SKY = Color.web("#56b4e9");
    private static final Color ORANGE = Color.web("#e69f00");
    private static final Color YELLOW = Color.web("#d9c832");
    private static final Color VERMILION = Color.web("#d55e00");
    private static final Color PURPLE = Color.web("#cc79a7");
    private static final Color VIOLET = Color.web("#7b5ea7");
    private static final Color GREEN = Color.web("#009e73");
    private static final Color GREY = Color.web("#9aa3ad");
    private static final Color BROWN = Color.web("#8c6d31");

    /** Time in which a rank waits for communication. */
    public static final Color EXPOSED = Color.web("#f2b8a0");

    /** Time in which a rank has nothing to do. */
    public static final Color BUBBLE = Color.web("#b9bec6");

    /** For series that have no colour of their own, the most distinct ones first. */
    private static final List<Color> SERIES =
            List.of(BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY, BROWN, VIOLET, YELLOW, GREY);

    private Palette() {}

    /** The colour of a series by its place; after ten they begin again, with another {@link Mark}. */
    public static Color series(int place) {
        return SERIES.get(place % SERIES.size());
    }

    /** How many series have a colour to themselves. */
    public static int seriesColours() {
        return SERIES.size();
    }

    public static Color of(Part part) {
        return switch (part) {
            case COMPUTE -> BLUE;
            case RECOMPUTE -> SKY;
            case TENSOR -> VERMILION;
            case CONTEXT -> VIOLET;
            case EXPERT -> BROWN;
            case DATA -> YELLOW;
            case PIPELINE -> PURPLE;
            case BUBBLE -> GREY;
            case OPTIMIZER -> GREEN;
            case OVERHEAD -> ORANGE;
        };
    }

    public static Color of(MemoryCategory category) {
        return switch (category) {
            case WEIGHTS -> BLUE;
            case GRADIENTS -> SKY;
            case OPTIMIZER -> GREEN;
            case ACTIVATIONS -> ORANGE;
            case LOGITS -> YELLOW;
            case BUFFERS -> PURPLE;
            case CONTEXT -> BROWN;
            case ALLOCATOR -> GREY;
        };
    }

    public static Color of(Category category) {
        return switch (category) {
            case FORWARD -> SKY;
            case BACKWARD -> ORANGE;
            case WEIGHT_GRADIENT -> GREEN;
            case RECOMPUTE -> YELLOW;
            case TENSOR -> VERMILION;
            case CONTEXT -> VIOLET;
            case EXPERT -> BROWN;
            case DATA -> BLUE;
            case PIPELINE -> PURPLE;
            case HOST -> Color.web("#8f8f4f");
            case OPTIMIZER -> Color.web("#3f5f52");
            case OVERHEAD -> Color.web("#a08080");
        };
    }

    /** Black or white, whichever reads better on the colour. */
    public static Color inkOn(Color fill) {
        double luminance = 0.2126 * fill.getRed() + 0.7152 * fill.getGreen() + 0.0722 * fill.getBlue();
        return luminance > 0.6 ? Color.web("#1f2328") : Color.WHITE;
    }

    /** Opaque, as pixels are written. */
    public static int argb(Color colour) {
        return 0xff << 24
                | (int) Math.round(255 * colour.getRed()) << 16
                | (int) Math.round(255 * colour.getGreen()) << 8
                | (int) Math.round(255 * colour.getBlue());
    }
}
