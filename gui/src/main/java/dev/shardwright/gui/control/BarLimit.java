package dev.shardwright.gui.control;

/** A mark across a bar that should stay to its right, in the bar's unit. */
public record BarLimit(double value, String text) {}
