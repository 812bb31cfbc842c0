package dev.shardwright.planner.importing.fact;

import dev.shardwright.planner.importing.source.Place;
import java.util.List;
import java.util.Optional;

/**
 * A flag of a command: where it stands, its values in words and, where it has one value, where that stands; {@code end}
 * is where the command mentions the last value, or the flag itself.
 */
public record FlagSpan(String name, Place flag, List<String> values, Optional<Place> value, Place end) {
    public FlagSpan {
        values = List.copyOf(values);
    }
}
