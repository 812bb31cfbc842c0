package dev.shardwright.simulator.calibration;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The components of a record class, by the keys under which profile files state them. */
final class RecordShape {
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    private final List<String> keys = new ArrayList<>();
    private final List<Method> accessors = new ArrayList<>();
    private final Constructor<?> constructor;

    private RecordShape(Class<?> type) {
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            keys.add(snake(component.getName()));
            accessors.add(component.getAccessor());
            types.add(component.getType());
        }
        try {
            constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor: " + type, e);
        }
    }

    static RecordShape of(Object value) {
        return SHAPES.get(value.getClass());
    }

    /** The position of a component, or -1. */
    int index(String key) {
        return keys.indexOf(key);
    }

    Object[] values(Object value) {
        Object[] values = new Object[accessors.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(value, i);
        }
        return values;
    }

    Object get(Object value, int index) {
        try {
            return accessors.get(index).invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + accessors.get(index), e);
        }
    }

    /** A record of these values; throws what its constructor throws. */
    Object create(Object... values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot create with " + constructor, e);
        }
    }

    private static String snake(String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
