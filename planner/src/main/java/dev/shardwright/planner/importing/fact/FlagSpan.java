package dev.shardwright.planner.importing.fact;

import dev.shardwright.planner.importing.source.Place;
import java.util.List;
import java.util.Optional;

/** A flag of a command: where it stands, its values in words and, where it has one value, where that stands. */
public record FlagSpan(String name, Place flag, List<String> values, Optional<Place> value) {
    public FlagSpan {
        values = List.copyOf(values);
    }
}
