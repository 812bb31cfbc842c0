package dev.shardwright.planner.export.config;

/** What stands behind a key of a configuration file. */
public sealed interface Value permits Scalar, Listing, Section {}
