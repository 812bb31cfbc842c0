package dev.shardwright.planner.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One command line and what became of it. */
record CommandRun(int status, String out, String err) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** Runs a command line as a shell would split it; a part in double quotes is one argument. */
    static CommandRun of(String line) {
        List<String> args = new ArrayList<>();
        Matcher words = WORD.matcher(line);
        while (words.find()) {
            args.add(words.group(1) == null ? words.group(2) : words.group(1));
        }
        return of(args.toArray(String[]::new));
    }

    static CommandRun of(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Shardwright.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What was said, in one line. */
    String said() {
        return err.replaceAll("\\s+", " ");
    }
}
