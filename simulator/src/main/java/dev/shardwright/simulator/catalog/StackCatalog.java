package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Software stacks of profiles/stacks. A file may extend another one and then states only what differs. A stack answers
 * to its own name and to its aliases ("name" or "name@release").
 */
public final class StackCatalog {
    /** The stack a plan assumes when none is named. */
    public static final String DEFAULT = "megatron-core";

    private final Path folder;
    private final TreeMap<String, Path> files = new TreeMap<>();
    private final TreeMap<String, String> aliases = new TreeMap<>();

    public StackCatalog(Path profiles) {
        this.folder = profiles.resolve("stacks");
        try (Stream<Path> list = Files.list(folder)) {
            list.filter(f -> f.toString().endsWith(".json")).sorted().forEach(this::index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void index(Path file) {
        JsonNode node = StrictJson.readTree(file);
        String name = node.path("name").asText();
        files.put(name, file);
        node.path("aliases").forEach(alias -> aliases.put(alias.asText(), name));
    }

    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    /** A shipped stack by name or alias, or a user's own stack file. */
    public SoftwareStack stack(String nameOrPath) {
        String name = aliases.getOrDefault(nameOrPath, nameOrPath);
        Path file = files.get(name);
        if (file == null && nameOrPath.endsWith(".json")) {
            file = Path.of(nameOrPath);
        }
        if (file == null) {
            throw new InvalidInputException(
                    "stack = " + nameOrPath, "is not a known software stack.", NameIndex.suggest(nameOrPath, names()));
        }
        ObjectNode whole = merged(file, new ArrayList<>());
        whole.remove("defaults");
        return StrictJson.bind(whole, SoftwareStack.class, file);
    }

    /** What the stack of that name or alias does where a job says nothing. */
    public StackDefaults defaults(String name) {
        Path file = files.get(aliases.getOrDefault(name, name));
        if (file == null) {
            return StackDefaults.MEGATRON;
        }
        JsonNode own = merged(file, new ArrayList<>()).path("defaults");
        return own.isMissingNode() ? StackDefaults.MEGATRON : StrictJson.bind(own, StackDefaults.class, file);
    }

    /** The stack of a measured run: the release's own profile if there is one, else the software's. */
    public Optional<SoftwareStack> find(String software, String release) {
        for (String key : new String[] {software + "@" + release, software}) {
            if (aliases.containsKey(key) || files.containsKey(key)) {
                return Optional.of(stack(key));
            }
        }
        return Optional.empty();
    }

    private ObjectNode merged(Path file, List<Path> seen) {
        if (seen.contains(file)) {
            throw new InvalidInputException(
                    file + ", extends", "stacks extend each other in a circle: " + seen, "Break the circle.");
        }
        seen.add(file);
        ObjectNode own = (ObjectNode) StrictJson.readTree(file);
        own.remove(List.of("aliases", "source", "description"));
        JsonNode base = own.remove("extends");
        if (base == null) {
            return own;
        }
        Path parent = files.get(base.asText());
        if (parent == null) {
            throw new InvalidInputException(
                    file + ", extends = " + base.asText(),
                    "is not a known software stack.",
                    NameIndex.suggest(base.asText(), names()));
        }
        ObjectNode result = merged(parent, seen);
        merge(result, own);
        return result;
    }

    private static void merge(ObjectNode target, ObjectNode changes) {
        changes.properties().forEach(field -> {
            JsonNode old = target.get(field.getKey());
            if (old instanceof ObjectNode inner && field.getValue() instanceof ObjectNode more) {
                merge(inner, more);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }
}
