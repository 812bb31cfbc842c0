package dev.shardwright.gui.plan;

import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.step.StepFigures.Part;
import javafx.scene.paint.Color;

/** One colour for each part of a step and each category of memory; readable on a light and a dark ground. */
final class Palette {
    private static final Color BLUE = Color.web("#3b73b9");
    private static final Color SKY = Color.web("#8ab8e6");
    private static final Color ORANGE = Color.web("#e8833a");
    private static final Color AMBER = Color.web("#f2b84b");
    private static final Color RED = Color.web("#d64f4f");
    private static final Color PURPLE = Color.web("#8f63b8");
    private static final Color PINK = Color.web("#e58ab5");
    private static final Color GREEN = Color.web("#4f9d69");
    private static final Color GREY = Color.web("#9aa3ad");
    private static final Color BROWN = Color.web("#8c6d5a");

    private Palette() {}

    static Color of(Part part) {
        return switch (part) {
            case COMPUTE -> BLUE;
            case RECOMPUTE -> SKY;
            case TENSOR -> ORANGE;
            case CONTEXT -> AMBER;
            case EXPERT -> RED;
            case DATA -> PURPLE;
            case PIPELINE -> PINK;
            case BUBBLE -> GREY;
            case OPTIMIZER -> GREEN;
            case OVERHEAD -> BROWN;
        };
    }

    static Color of(MemoryCategory category) {
        return switch (category) {
            case WEIGHTS -> BLUE;
            case GRADIENTS -> SKY;
            case OPTIMIZER -> GREEN;
            case ACTIVATIONS -> ORANGE;
            case LOGITS -> AMBER;
            case BUFFERS -> PURPLE;
            case CONTEXT -> BROWN;
            case ALLOCATOR -> GREY;
        };
    }
}
