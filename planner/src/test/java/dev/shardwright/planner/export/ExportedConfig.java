package dev.shardwright.planner.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shardwright.simulator.job.TrainingJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The files of an export, its first one read back by a parser that knows nothing of the exporter. */
record ExportedConfig(TrainingJob job, List<ExportedFile> files, JsonNode config) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    /** Throws InvalidInputException with the target's refusals. */
    static ExportedConfig of(Framework framework, TrainingJob job) {
        List<ExportedFile> files = framework.at("").export(job, ExportContext.BARE);
        return new ExportedConfig(job, files, read(files.get(0)));
    }

    static JsonNode read(ExportedFile file) {
        try {
            return (file.extension().equals(".json") ? JSON : YAML).readTree(file.text());
        } catch (IOException e) {
            throw new UncheckedIOException(file.text(), e);
        }
    }

    /** A number deep inside: {@code number("zero_optimization", "stage")}. */
    int number(String... path) {
        return at(path).asInt(-1);
    }

    JsonNode at(String... path) {
        JsonNode node = config;
        for (String key : path) {
            node = node.path(key);
        }
        return node;
    }

    boolean is(String... path) {
        return at(path).asBoolean();
    }

    List<String> keys(String... path) {
        List<String> keys = new java.util.ArrayList<>();
        at(path).fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    String script() {
        return files.get(files.size() - 1).text();
    }
}
