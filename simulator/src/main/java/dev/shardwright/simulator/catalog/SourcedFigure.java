package dev.shardwright.simulator.catalog;

/**
 * One figure of a hardware file as it is shown: its key, its value with unit, where it comes from, and its evidence
 * grade (measured here, measured elsewhere, interpolated, datasheet, recalled; "not stated" in a user's own file).
 */
public record SourcedFigure(String name, String value, String source, String evidence) {}
