package dev.shardwright.profiler.device;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why the tensor library does not run a module, in one line. */
final class Refusal {
    private static final Pattern NAMED_ERROR =
            Pattern.compile("(?m)^\\s*(?:\\w+\\.)*\\w*(?:Error|Exception): *(\\S.*)$");

    /** What a failure inside a module begins with: the script's own trace follows, then the error. */
    private static final String TRACE = "The following operation failed in the TorchScript";

    private Refusal() {}

    /** @param message what the library throws: perhaps a trace of the script, an error, where it was raised */
    static UnmeasurableException of(String message, @Nullable Throwable cause) {
        return new UnmeasurableException("the tensor library refuses it: " + reason(message), cause);
    }

    static String reason(String message) {
        Matcher named = NAMED_ERROR.matcher(message);
        if (named.find()) {
            return named.group(1).strip();
        }
        List<String> lines = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            return "it does not say why";
        }
        return lines.get(0).startsWith(TRACE) ? lines.get(lines.size() - 1) : lines.get(0);
    }
}
