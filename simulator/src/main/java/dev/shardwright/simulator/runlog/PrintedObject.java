package dev.shardwright.simulator.runlog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** An object that a log prints over several lines, from the brace on the line where it starts to the one that closes it. */
record PrintedObject(JsonNode tree, String where) {
    private static final int MOST_LINES = 5000;

    /** The object whose opening brace is the first one on a line after {@code title}; empty if there is none. */
    static Optional<PrintedObject> after(String title, LogText log) {
        List<LogLine> lines = log.lines();
        for (int i = 0; i < lines.size(); i++) {
            int titled = lines.get(i).text().indexOf(title);
            int brace = titled < 0 ? -1 : lines.get(i).text().indexOf('{', titled);
            if (brace >= 0) {
                Optional<JsonNode> tree = PythonText.tree(text(lines, i, brace));
                if (tree.isPresent()) {
                    return Optional.of(new PrintedObject(tree.get(), log.at(lines.get(i))));
                }
            }
        }
        return Optional.empty();
    }

    private static String text(List<LogLine> lines, int first, int brace) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (int i = first; i < Math.min(lines.size(), first + MOST_LINES); i++) {
            String part = i == first
                    ? lines.get(i).text().substring(brace)
                    : lines.get(i).text();
            text.append(part).append('\n');
            depth += (int) (part.chars().filter(c -> c == '{').count()
                    - part.chars().filter(c -> c == '}').count());
            if (depth <= 0) {
                break;
            }
        }
        return text.toString();
    }

    /** The setting at a path of keys such as "training.seq_len". */
    Optional<Argument> setting(String path) {
        JsonNode node = tree;
        for (String key : path.split("\\.")) {
            node = node.path(key);
        }
        return node.isValueNode() && !node.isNull()
                ? Optional.of(new Argument(node.asText(), where + ", " + path))
                : Optional.empty();
    }

    /** The first of several settings that is there, by the path of its keys. */
    Arguments settings(String... paths) {
        Arguments all = new Arguments();
        for (String path : paths) {
            setting(path).ifPresent(argument -> all.add(path, argument));
        }
        return all;
    }
}
