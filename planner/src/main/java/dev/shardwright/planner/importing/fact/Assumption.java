package dev.shardwright.planner.importing.fact;

/** Something that no file says: what was used instead, and why. */
public record Assumption(String subject, String value, String reason) {}
