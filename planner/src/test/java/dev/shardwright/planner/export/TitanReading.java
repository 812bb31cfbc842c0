package dev.shardwright.planner.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration of torchtitan read back, TOML by its own reader, a recipe statement by statement, as one tree. */
final class TitanReading {
    private static final Pattern STATEMENT = Pattern.compile(
            "^    (?:config\\.)?(compile|training|parallelism)\\.([a-z_]+) = ((?:\\[\\n(?:.*\\n)*?    \\])|.*)$",
            Pattern.MULTILINE);
    private static final ObjectMapper JSON = new ObjectMapper();

    private TitanReading() {}

    static JsonNode of(ExportedFile file) {
        try {
            return file.name().endsWith(".toml") ? new TomlMapper().readTree(file.text()) : recipe(file.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode recipe(String text) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        Matcher statements = STATEMENT.matcher(text);
        while (statements.find()) {
            String value = statements
                    .group(3)
                    .replace("True", "true")
                    .replace("False", "false")
                    .replaceAll(",\\s*\\]$", "]");
            root.withObjectProperty(statements.group(1)).set(statements.group(2), JSON.readTree(value));
        }
        root.put(
                "checkpointing",
                text.contains("FullAC.Config()")
                        ? "full"
                        : text.contains("SelectiveAC.Config()") ? "selective" : "none");
        return root;
    }
}
