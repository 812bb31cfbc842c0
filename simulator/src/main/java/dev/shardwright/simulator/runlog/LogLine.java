package dev.shardwright.simulator.runlog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a log without colour codes and without what a launcher put before it. {@code rank} is the process that
 * the launcher names ("[rank3]:", "[default3]:", "[1,3]<stdout>:", "3: "), or {@link #NOT_SAID}.
 */
public record LogLine(int number, int rank, String text) {
    static final int NOT_SAID = -1;

    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;?]*[A-Za-z]");
    private static final Pattern LAUNCHER = Pattern.compile(
            "^(?:\\[(?:rank|default|\\d{1,7},)(\\d{1,7})\\](?:<std(?:out|err)>)?:|\\s*(\\d{1,7}):(?=\\s))\\s?");

    static LogLine of(int number, String raw) {
        String text = raw.indexOf('\u001B') < 0 ? raw : COLOUR.matcher(raw).replaceAll("");
        Matcher launcher = LAUNCHER.matcher(text);
        if (!launcher.find()) {
            return new LogLine(number, NOT_SAID, text);
        }
        String rank = launcher.group(1) == null ? launcher.group(2) : launcher.group(1);
        return new LogLine(number, Integer.parseInt(rank), text.substring(launcher.end()));
    }
}
