package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;

/** One figure of a hardware file: its value, where it comes from, and how well it is known. */
record Figure<T>(T value, String source, Evidence evidence) {
    /** How a figure is known, best first. */
    enum Evidence {
        @JsonProperty("measured here")
        MEASURED_HERE,
        @JsonProperty("measured elsewhere")
        MEASURED_ELSEWHERE,
        @JsonProperty("interpolated")
        INTERPOLATED,
        @JsonProperty("datasheet")
        DATASHEET
    }
}
