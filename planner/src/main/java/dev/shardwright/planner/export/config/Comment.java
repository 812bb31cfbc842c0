package dev.shardwright.planner.export.config;

import dev.shardwright.planner.export.shell.ShellWord;
import java.util.List;

/** Lines of comment, which YAML, TOML and Bash all begin with the same sign. Nothing in them can end the comment. */
public final class Comment {
    private Comment() {}

    public static String line(String text) {
        return ShellWord.comment(text.isEmpty() ? "#" : "# " + text);
    }

    public static List<String> lines(List<String> texts) {
        return texts.stream().map(Comment::line).toList();
    }
}
