package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one JSON object of a user's file. A read that fails notes the problem with file and key and yields
 * nothing, so that all problems of a file are reported together; a field that nobody asked for is a problem too. Null
 * counts as absent.
 */
public final class JsonFields {
    private static final int SHOWN = 60;

    private final String file;
    private final String prefix;
    private final JsonNode node;
    private final List<Problem> problems;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<JsonFields> inner = new ArrayList<>();

    private JsonFields(String file, String prefix, JsonNode node, List<Problem> problems) {
        this.file = file;
        this.prefix = prefix;
        this.node = node;
        this.problems = problems;
    }

    /** Opens a file; one that holds no JSON object is refused. */
    public static JsonFields read(Path file) {
        return of(StrictJson.readTree(file), file.toString());
    }

    /** Opens a text; {@code file} stands in messages. */
    public static JsonFields parse(String text, String file) {
        return of(StrictJson.parse(text, file), file);
    }

    static JsonFields of(JsonNode object, String file) {
        return new JsonFields(file, "", object, new ArrayList<>());
    }

    public String file() {
        return file;
    }

    public boolean has(String key) {
        return !value(key).isMissingNode();
    }

    /** The field under the key or one of its aliases; two of them at once are a problem. */
    public <T> Optional<T> get(JsonKind<T> kind, String key, String... aliases) {
        String stated = stated(key, aliases);
        JsonNode value = value(stated);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(kind.read(value));
        } catch (InvalidInputException e) {
            e.problems().forEach(p -> problem(stated, p.rule(), p.suggestion()));
            return Optional.empty();
        }
    }

    /** As {@link #get}, for a field that must be there. */
    public <T> Optional<T> need(JsonKind<T> kind, String key, String... aliases) {
        if (!value(stated(key, aliases)).isMissingNode()) {
            return get(kind, key, aliases);
        }
        problem(key, "is missing.", "");
        return Optional.empty();
    }

    /** The field's value as it stands; missing if absent. */
    public JsonNode raw(String key) {
        return value(key);
    }

    /** The fields of an object; an absent one has none. */
    public JsonFields object(String key) {
        JsonNode value = value(key);
        if (!value.isObject() && !value.isMissingNode()) {
            problem(key, "must be an object.", "");
            value = MissingNode.getInstance();
        }
        return added(new JsonFields(file, prefix + key + ".", value, problems));
    }

    /** As {@link #object}, for one that must be there; its own fields are not asked for when it is not. */
    public Optional<JsonFields> needObject(String key) {
        if (value(key).isMissingNode()) {
            problem(key, "is missing.", "");
            return Optional.empty();
        }
        JsonFields fields = object(key);
        return value(key).isObject() ? Optional.of(fields) : Optional.empty();
    }

    /** A list of objects, which must be there and must not be empty. */
    public List<JsonFields> needObjects(String key) {
        List<JsonFields> list = new ArrayList<>();
        JsonNode value = value(key);
        for (int i = 0; value.isArray() && i < value.size() && value.get(i).isObject(); i++) {
            list.add(added(new JsonFields(file, prefix + key + "[" + i + "].", value.get(i), problems)));
        }
        if (value.isMissingNode()) {
            problem(key, "is missing.", "");
        } else if (list.isEmpty() || list.size() < value.size()) {
            problem(key, "must be a list of objects.", "");
        }
        return list;
    }

    /** Keys of this object in their order. */
    public Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** Notes that a field breaks a rule. */
    public void problem(String key, String rule, String suggestion) {
        problems.add(new Problem(where(key), rule, suggestion));
    }

    /** Notes problems that were found elsewhere with this file's values. */
    public void add(List<Problem> found) {
        problems.addAll(found);
    }

    /** The key with those of the objects around it. */
    String path(String key) {
        return prefix + key;
    }

    /** File, key and, if there is one and it is no object, the value. */
    public String where(String key) {
        JsonNode value = node.path(key);
        if (value.isObject() || value.isMissingNode()) {
            return file + ", " + prefix + key;
        }
        String text = value.isTextual() ? value.textValue() : value.toString();
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return file + ", " + prefix + key + " = " + shown;
    }

    /** Throws all problems noted so far, and one for each field that nobody asked for. */
    public void throwProblems() {
        noteUnknown();
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems.stream().distinct().toList());
        }
    }

    private void noteUnknown() {
        for (String key : keys()) {
            if (!known.contains(key)) {
                problem(key, "is not a known key.", NameIndex.nearest(key, known));
                known.add(key);
            }
        }
        inner.forEach(JsonFields::noteUnknown);
    }

    private String stated(String key, String... aliases) {
        List<String> stated = new ArrayList<>();
        for (String name : aliases) {
            if (!value(name).isMissingNode()) {
                stated.add(name);
            }
        }
        if (stated.isEmpty()) {
            return key;
        }
        if (!value(key).isMissingNode() || stated.size() > 1) {
            problem(stated.get(0), "states the same as " + prefix + key + ".", "Remove one of the two.");
        }
        return stated.get(0);
    }

    private JsonNode value(String key) {
        known.add(key);
        JsonNode value = node.path(key);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    private JsonFields added(JsonFields fields) {
        inner.add(fields);
        return fields;
    }
}
