package dev.shardwright.planner.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One object of a JSON file, with the path to it, so that every problem names file and key. */
record Fields(JsonNode node, String file, String path) {
    private static final String SUGGESTION = "Write the plan again: shardwright plan -o plan.json";

    static Fields of(JsonNode node, String file) {
        if (node == null || !node.isObject()) {
            throw new InvalidInputException(file, "must hold one JSON object.", SUGGESTION);
        }
        return new Fields(node, file, "");
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    JsonNode value(String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            throw problem(key, "is missing.");
        }
        return value;
    }

    String text(String key) {
        JsonNode value = value(key);
        if (!value.isTextual()) {
            throw problem(key, "must be text, but is " + value + ".");
        }
        return value.textValue();
    }

    /** A whole number of at least {@code least}. */
    int whole(String key, int least) {
        JsonNode value = value(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
            throw problem(key, "must be a whole number of " + least + " or more, but is " + value + ".");
        }
        return value.intValue();
    }

    double number(String key) {
        JsonNode value = value(key);
        if (!value.isNumber() || !(value.doubleValue() >= 0)) {
            throw problem(key, "must be a number of zero or more, but is " + value + ".");
        }
        return value.doubleValue();
    }

    boolean flag(String key) {
        JsonNode value = value(key);
        if (!value.isBoolean()) {
            throw problem(key, "must be true or false, but is " + value + ".");
        }
        return value.booleanValue();
    }

    Fields object(String key) {
        JsonNode value = value(key);
        if (!value.isObject()) {
            throw problem(key, "must be an object.");
        }
        return new Fields(value, file, at(key));
    }

    List<Fields> objects(String key) {
        JsonNode value = value(key);
        List<Fields> list = new ArrayList<>();
        for (JsonNode item : value) {
            String where = at(key) + "[" + list.size() + "]";
            if (!item.isObject()) {
                throw problem(key, "must hold objects only.");
            }
            list.add(new Fields(item, file, where));
        }
        if (!value.isArray()) {
            throw problem(key, "must be a list.");
        }
        return list;
    }

    /** The texts of a list. */
    List<String> texts(String key) {
        List<String> list = new ArrayList<>();
        for (JsonNode item : value(key)) {
            list.add(item.asText());
        }
        return list;
    }

    /** A value read from text by a function that throws IllegalArgumentException for what it does not know. */
    <T> T read(String key, Function<String, T> reader) {
        String text = text(key);
        return checked(key, () -> reader.apply(text));
    }

    /** An enum constant, written in lower case. */
    <E extends Enum<E>> E constant(String key, Class<E> type) {
        return read(key, text -> parse(text, type));
    }

    static <E extends Enum<E>> E parse(String text, Class<E> type) {
        for (E value : type.getEnumConstants()) {
            if (name(value).equals(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not one of "
                + Arrays.stream(type.getEnumConstants()).map(Fields::name).collect(Collectors.joining(", ")));
    }

    /** The lower-case name of a constant, as files hold it. */
    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Calls a constructor that may refuse the values of this object. */
    <T> T checked(String key, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw problem(key, "is refused: " + e.getMessage() + ".");
        }
    }

    InvalidInputException problem(String key, String rule) {
        return new InvalidInputException(file + ", " + at(key), rule, SUGGESTION);
    }

    /** The same problems, with this file and path in front of where they are. */
    InvalidInputException located(InvalidInputException e) {
        List<Problem> problems = new ArrayList<>();
        for (Problem problem : e.problems()) {
            String where =
                    problem.where().startsWith(file) ? problem.where() : file + ", " + path + ": " + problem.where();
            problems.add(new Problem(where, problem.rule(), problem.suggestion()));
        }
        return new InvalidInputException(problems);
    }

    private String at(String key) {
        return path.isEmpty() ? key : key.isEmpty() ? path : path + "." + key;
    }
}
