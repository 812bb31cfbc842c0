package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The keys of one model file. Reads are typed; a read that fails notes the problem with file and key and returns a
 * harmless value, so that all problems of a file are found together. Null counts as absent, as in Hugging Face files.
 */
final class ConfigKeys {
    private static final int SHOWN = 40;

    /** Layer kinds that newer files list even where all layers are alike. */
    private static final Set<String> PLAIN_LAYERS = Set.of("full_attention", "dense");

    private final String file;
    private final String prefix;
    private final JsonNode node;
    private final List<Problem> problems;
    private final Set<String> read = new HashSet<>();

    private ConfigKeys(String file, String prefix, JsonNode node, List<Problem> problems) {
        this.file = file;
        this.prefix = prefix;
        this.node = node;
        this.problems = problems;
    }

    ConfigKeys(String file, JsonNode node) {
        this(file, "", node, new ArrayList<>());
    }

    /** The keys inside an object; an absent one has no keys. */
    ConfigKeys section(String name) {
        JsonNode inner = value(name);
        if (!inner.isMissingNode() && !inner.isObject()) {
            problem(name, "must be an object.", "");
        }
        return new ConfigKeys(file, prefix + name + ".", inner, problems);
    }

    /** The same keys with one more, as a wrapping object states it. */
    ConfigKeys with(String name, JsonNode value) {
        ObjectNode more = node.deepCopy();
        return new ConfigKeys(file, prefix, more.set(name, value), problems);
    }

    /** Every problem noted so far, each once. */
    List<Problem> problems() {
        return problems.stream().distinct().toList();
    }

    String file() {
        return file;
    }

    boolean has(String name) {
        return !value(name).isMissingNode();
    }

    /** Whether the file writes this key at all, be it as null. */
    boolean states(String name) {
        return node.has(name);
    }

    /** Whether a key that nobody read says something: neither false, zero, empty nor absent, nor plain layers only. */
    boolean leftUnread(String name) {
        JsonNode value = node.path(name);
        boolean empty = value.isMissingNode() || value.isNull() || value.isContainerNode() && onlyPlain(value);
        boolean off = value.isBoolean() && !value.booleanValue() || value.isNumber() && value.doubleValue() == 0;
        return !read.contains(name) && !empty && !off;
    }

    private static boolean onlyPlain(JsonNode values) {
        for (JsonNode value : values) {
            if (!PLAIN_LAYERS.contains(value.asText())) {
                return false;
            }
        }
        return true;
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Keys that state nothing new for a family. */
    void ignore(String... names) {
        read.addAll(List.of(names));
    }

    /** A size of at least one under the first of these names that is present. */
    int size(SizeLimit limit, String... names) {
        for (String name : names) {
            if (has(name)) {
                return whole(name, 1, limit);
            }
        }
        problem(names[0], "is missing; it must be a whole number of at least 1.", "");
        return 1;
    }

    int sizeOr(int fallback, SizeLimit limit, String name) {
        return has(name) ? whole(name, 1, limit) : fallback;
    }

    /** A size that may be zero. */
    int count(int fallback, SizeLimit limit, String name) {
        return has(name) ? whole(name, 0, limit) : fallback;
    }

    private int whole(String name, int least, SizeLimit limit) {
        OptionalDouble number = number(name);
        if (number.isEmpty()) {
            return Math.max(1, least);
        }
        double value = number.getAsDouble();
        if (value != Math.rint(value) || value < least || value > limit.largest()) {
            String range = String.format(Locale.ROOT, "from %d to %,d", least, limit.largest());
            problem(name, "must be a whole number " + range + ".", "");
            return Math.max(1, least);
        }
        return (int) value;
    }

    /** A finite number, or nothing; anything else is a problem. */
    OptionalDouble number(String name) {
        JsonNode value = value(name);
        if (value.isNumber() && Double.isFinite(value.doubleValue())) {
            return OptionalDouble.of(value.doubleValue());
        }
        if (!value.isMissingNode()) {
            problem(name, "must be a number.", "");
        }
        return OptionalDouble.empty();
    }

    boolean flag(boolean fallback, String name) {
        JsonNode value = value(name);
        if (value.isMissingNode()) {
            return fallback;
        }
        if (!value.isBoolean()) {
            problem(name, "must be true or false.", "");
            return fallback;
        }
        return value.booleanValue();
    }

    Optional<String> text(String name) {
        JsonNode value = value(name);
        if (value.isTextual()) {
            return Optional.of(value.textValue());
        }
        if (!value.isMissingNode()) {
            problem(name, "must be a text.", "");
        }
        return Optional.empty();
    }

    /** A list of texts; anything else is a problem. */
    Optional<List<String>> texts(String name) {
        return list(name).map(values -> {
            List<String> texts = new ArrayList<>();
            for (JsonNode value : values) {
                texts.add(value.isTextual() ? value.textValue() : value.toString());
            }
            return texts;
        });
    }

    /** A list of numbers; what is no number becomes -1. */
    Optional<List<Integer>> numbers(String name) {
        return list(name).map(values -> {
            List<Integer> numbers = new ArrayList<>();
            for (JsonNode value : values) {
                numbers.add(value.isIntegralNumber() ? value.asInt(-1) : -1);
            }
            return numbers;
        });
    }

    private Optional<JsonNode> list(String name) {
        JsonNode value = value(name);
        if (value.isArray()) {
            return Optional.of(value);
        }
        if (!value.isMissingNode()) {
            problem(name, "must be a list.", "");
        }
        return Optional.empty();
    }

    private JsonNode value(String name) {
        read.add(name);
        JsonNode value = node.path(name);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    /** Notes that a key's value breaks a rule. */
    void problem(String name, String rule, String suggestion) {
        JsonNode value = node.path(name);
        String shown = value.isMissingNode() ? "" : " = " + shorten(value.toString());
        problems.add(new Problem(file + ", " + prefix + name + shown, rule, suggestion));
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
