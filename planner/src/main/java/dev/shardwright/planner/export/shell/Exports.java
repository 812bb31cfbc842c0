package dev.shardwright.planner.export.shell;

import java.util.ArrayList;
import java.util.List;

/** Environment variables as lines of Bash, the reason above each. */
public final class Exports {
    private final List<String> lines = new ArrayList<>();

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** A value that what follows relies on. */
    public void set(String name, String value, String reason) {
        reason(reason);
        lines.add("export " + name + "=" + ShellWord.literal(value));
    }

    /** A value that the caller's environment may replace: letters, digits, points and colons. */
    public void preset(String name, String value, String reason) {
        reason(reason);
        lines.add("export " + name + "=\"${" + name + ":-" + value + "}\"");
    }

    /** What must not be set. */
    public void unset(String names, String reason) {
        reason(reason);
        lines.add("unset " + names);
    }

    private void reason(String text) {
        lines.add("# " + text);
    }
}
