package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One folder of profiles: each file answers to the name it is called by ({@code NAME.json}) and to the aliases it
 * states, whatever their case. Files are opened when they are asked for; aliases are read when a name is not a file's.
 */
final class ProfileFolder {
    private final TreeMap<String, Path> files = new TreeMap<>();

    /** Filled when a name is first looked up that is no file's. */
    private final TreeMap<String, Path> aliases = new TreeMap<>();

    ProfileFolder(Path folder) {
        try (Stream<Path> list = Files.list(folder)) {
            list.filter(file -> file.toString().endsWith(".json")).forEach(file -> files.put(nameOf(file), file));
        } catch (IOException e) {
            throw new InvalidInputException(
                    folder.toString(), "cannot be read; it holds shipped profiles.", "Check the installation.");
        }
    }

    private static String nameOf(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".json".length());
    }

    List<String> names() {
        return List.copyOf(files.keySet());
    }

    /** Whether a file is one of this folder. */
    boolean holds(Path file) {
        return files.containsValue(file);
    }

    Optional<Path> find(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        Path file = files.get(key);
        return file != null ? Optional.of(file) : Optional.ofNullable(aliases().get(key));
    }

    /** Refuses an alias that two files state, since it would name either. */
    private synchronized Map<String, Path> aliases() {
        if (aliases.isEmpty()) {
            files.values().forEach(this::readAliases);
        }
        return aliases;
    }

    private void readAliases(Path file) {
        for (JsonNode alias : StrictJson.readTree(file).path("aliases")) {
            String key = alias.asText().toLowerCase(Locale.ROOT);
            Path other = files.containsKey(key) ? files.get(key) : aliases.put(key, file);
            if (other != null && !other.equals(file)) {
                throw new InvalidInputException(
                        file + ", aliases", "'" + alias.asText() + "' also names " + other.getFileName() + ".", "");
            }
        }
    }
}
