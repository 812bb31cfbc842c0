package dev.shardwright.gui.control;

import java.util.Optional;
import java.util.function.Function;
import javafx.util.StringConverter;

/** How a box that is chosen from, not written in, shows its values. */
public final class Labels<T> extends StringConverter<T> {
    private final Function<T, String> label;

    public Labels(Function<T, String> label) {
        this.label = label;
    }

    @Override
    public String toString(T value) {
        return Optional.ofNullable(value).map(label).orElse("");
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("nothing is written in the box: " + text);
    }
}
