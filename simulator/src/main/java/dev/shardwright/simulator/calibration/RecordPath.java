package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.unit.Seconds;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * The place of a number inside nested records, by the keys under which a profile file states it: "kernels.speed.gemm".
 * In a list the key names the kind of the elements that are meant: "tiers.NETWORK.efficiency".
 */
public record RecordPath(List<String> keys) {
    static RecordPath of(String dotted) {
        return new RecordPath(List.of(dotted.split("\\.")));
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
        return number(value);
    }

    /** A copy of the record with the number changed. */
    @SuppressWarnings("unchecked")
    <T> T changed(T root, DoubleUnaryOperator change) {
        return (T) changed(root, 0, change);
    }

    private Object changed(Object value, int depth, DoubleUnaryOperator change) {
        if (depth == keys.size()) {
            return change(value, change);
        }
        String key = keys.get(depth);
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            for (Object element : list) {
                copy.add(isKind(element, key) ? changed(element, depth + 1, change) : element);
            }
            return copy;
        }
        RecordComponent[] components = value.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object part = get(components[i], value);
            values[i] = snake(components[i].getName()).equals(key) ? changed(part, depth + 1, change) : part;
        }
        return create(value.getClass(), components, values);
    }

    private static Object change(Object value, DoubleUnaryOperator change) {
        if (value instanceof Seconds seconds) {
            return new Seconds(change.applyAsDouble(seconds.value()));
        }
        return change.applyAsDouble((Double) value);
    }

    private static OptionalDouble number(Object value) {
        if (value instanceof Seconds seconds) {
            return OptionalDouble.of(seconds.value());
        }
        return value instanceof Double number ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    private static Object first(List<?> list, String kind) {
        return list.stream().filter(e -> isKind(e, kind)).findFirst().orElse(null);
    }

    private static boolean isKind(Object element, String kind) {
        return String.valueOf(component(element, "kind")).equals(kind);
    }

    private static Object component(Object value, String key) {
        if (value.getClass().isRecord()) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                if (snake(component.getName()).equals(key)) {
                    return get(component, value);
                }
            }
        }
        return null;
    }

    private static Object get(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static Object create(Class<?> type, RecordComponent[] components, Object... values) {
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot create " + type, e);
        }
    }

    private static String snake(String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
