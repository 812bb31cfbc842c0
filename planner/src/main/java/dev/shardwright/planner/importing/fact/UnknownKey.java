package dev.shardwright.planner.importing.fact;

import dev.shardwright.planner.importing.source.Place;

/** A flag or key that has no part in a job here, kept as it was written. */
public record UnknownKey(String key, String value, Place place) {}
