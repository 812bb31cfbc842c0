package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * The place of a number inside nested records, by the keys under which a profile file states it: "kernels.speed.gemm".
 * In a list the key names the kind of the elements that are meant: "tiers.NETWORK.efficiency".
 */
public record RecordPath(List<String> keys) {
    private static final String KIND = "kind";

    public RecordPath {
        keys = List.copyOf(keys);
    }

    static RecordPath of(String dotted) {
        return new RecordPath(List.of(dotted.split("\\.", -1)));
    }

    /** The number at this place of the record; empty if the record has no such place. */
    OptionalDouble read(Object root) {
        Object value = root;
        for (String key : keys) {
            value = value instanceof List<?> list ? first(list, key) : component(value, key);
            if (value == null) {
                return OptionalDouble.empty();
            }
        }
        if (value instanceof Seconds seconds) {
            return OptionalDouble.of(seconds.value());
        }
        return value instanceof Double number ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** A copy of the record with the number changed. */
    @SuppressWarnings("unchecked")
    <T> T changed(T root, DoubleUnaryOperator change) {
        return (T) changed(root, 0, change);
    }

    private Object changed(Object value, int depth, DoubleUnaryOperator change) {
        if (depth == keys.size()) {
            return value instanceof Seconds seconds
                    ? new Seconds(change.applyAsDouble(seconds.value()))
                    : (Object) change.applyAsDouble((Double) value);
        }
        String key = keys.get(depth);
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            for (Object element : list) {
                copy.add(isKind(element, key) ? changed(element, depth + 1, change) : element);
            }
            return copy;
        }
        RecordShape shape = RecordShape.of(value);
        int index = shape.index(key);
        Object[] values = shape.values(value);
        values[index] = changed(values[index], depth + 1, change);
        return shape.create(values);
    }

    private static Object first(List<?> list, String kind) {
        return list.stream().filter(e -> isKind(e, kind)).findFirst().orElse(null);
    }

    private static boolean isKind(Object element, String kind) {
        return String.valueOf(component(element, KIND)).equals(kind);
    }

    private static Object component(Object value, String key) {
        if (!value.getClass().isRecord()) {
            return null;
        }
        RecordShape shape = RecordShape.of(value);
        int index = shape.index(key);
        return index < 0 ? null : shape.get(value, index);
    }
}
