package dev.shardwright.planner.importing.fact;

import dev.shardwright.planner.importing.source.Place;

/** A value that a file states: under which flag or key, in the file's own words, and where. */
public record Stated(String key, String written, Place place) {
    /** For messages: "launch.sh:12, --micro-batch-size = 3". */
    public String where() {
        return place.where() + ", " + key + (written.isEmpty() ? "" : " = " + written);
    }
}
