package dev.shardwright.planner.rewrite;

import dev.shardwright.planner.importing.source.SourceFile;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table of a TOML file that holds no keys yet, or is not there: it stands at the end of the file then. */
record Table(String name, SourceFile file) {
    /** Where keys go: behind the line of the table's name, or at the end. */
    int at() {
        Matcher heading = heading();
        return heading.find() ? heading.end() : file.text().length();
    }

    /** What goes there. */
    String with(List<Setting> keys) {
        String lines = keys.stream().map(key -> key.said() + "\n").collect(Collectors.joining());
        Matcher heading = heading();
        if (heading.find()) {
            return (heading.group().endsWith("\n") ? "" : "\n") + lines;
        }
        boolean ends = file.text().isEmpty() || file.text().endsWith("\n");
        return (ends ? "" : "\n") + "\n[" + name + "]\n" + lines;
    }

    private Matcher heading() {
        return Pattern.compile("(?m)^[ \t]*\\[[ \t]*" + Pattern.quote(name) + "[ \t]*\\][^\n]*(\n|\\z)")
                .matcher(file.text());
    }
}
