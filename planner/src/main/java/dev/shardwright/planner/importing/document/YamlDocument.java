package dev.shardwright.planner.importing.document;

import dev.shardwright.planner.importing.source.SourceFile;
import java.io.StringReader;
import java.util.Locale;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** YAML as a tree of marked nodes; no Java object is ever built from it. */
final class YamlDocument {
    private static final int MOST_ALIASES = 100;
    private static final int DEEPEST = 64;

    private final SourceFile file;
    private final Entries entries;

    private YamlDocument(SourceFile file, Entries entries) {
        this.file = file;
        this.entries = entries;
    }

    static void read(SourceFile file, Entries entries) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        try {
            Node root = new Yaml(options).compose(new StringReader(file.text()));
            if (!(root instanceof MappingNode mapping)) {
                throw entries.failure(0, "must hold keys and values.");
            }
            new YamlDocument(file, entries).mapping(mapping, "", 0);
        } catch (MarkedYAMLException e) {
            int at = e.getProblemMark() == null
                    ? 0
                    : offset(file, e.getProblemMark().getLine(), 0);
            throw entries.failure(at, "is not valid YAML: " + e.getProblem() + ".");
        } catch (YAMLException e) {
            throw entries.failure(
                    0,
                    "is not valid YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ".");
        }
    }

    private void mapping(MappingNode mapping, String prefix, int depth) {
        entries.checkDepth(depth, start(mapping));
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                value(tuple.getValueNode(), prefix + key.getValue(), depth);
            }
        }
    }

    private void value(Node node, String key, int depth) {
        if (node instanceof MappingNode mapping) {
            mapping(mapping, key + ".", depth + 1);
        } else if (node instanceof SequenceNode sequence) {
            sequence(sequence, key, depth + 1);
        } else if (node instanceof ScalarNode scalar && !isNull(scalar)) {
            int start = start(scalar) + (scalar.isPlain() ? 0 : 1);
            int end = Math.min(file.text().length(), start + scalar.getValue().length());
            entries.add(key, scalar.getValue(), start, end);
        }
    }

    private static boolean isNull(ScalarNode scalar) {
        String value = scalar.getValue().toLowerCase(Locale.ROOT);
        return scalar.isPlain() && (value.isEmpty() || value.equals("null") || value.equals("~"));
    }

    private void sequence(SequenceNode sequence, String key, int depth) {
        entries.checkDepth(depth, start(sequence));
        int index = 0;
        for (Node item : sequence.getValue()) {
            value(item, item instanceof ScalarNode ? key : key + "." + index, depth);
            index++;
        }
        if (index == 0) {
            entries.empty(key, start(sequence));
        }
    }

    private int start(Node node) {
        return offset(file, node.getStartMark().getLine(), node.getStartMark().getColumn());
    }

    /** The parser counts code points, a text counts characters. */
    private static int offset(SourceFile file, int line, int column) {
        String text = file.text();
        int start = 0;
        for (int i = 0; i < line && start >= 0; i++) {
            start = text.indexOf('\n', start) + 1;
        }
        int end = text.indexOf('\n', start) < 0 ? text.length() : text.indexOf('\n', start);
        int points = text.codePointCount(start, end);
        return text.offsetByCodePoints(start, Math.min(column, points));
    }
}
