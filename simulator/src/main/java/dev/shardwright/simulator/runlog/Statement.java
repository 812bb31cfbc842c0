package dev.shardwright.simulator.runlog;

import com.fasterxml.jackson.databind.JsonNode;

/** A value and where it was said; what is not {@code firm} gives way to any firm statement. */
record Statement(JsonNode value, String where, boolean firm) {}
