package dev.shardwright.simulator.runlog;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which format a log has, and what showed it. */
record Detection(LogFormat format, String why) {
    /** The wanted format, or the first one of which the log bears a mark. Throws InvalidInputException if none does. */
    static Detection of(LogText log, Optional<LogFormat> wanted) {
        if (wanted.isPresent()) {
            return new Detection(wanted.get(), "as --format says");
        }
        return marked(log).orElseThrow(() -> unknown(log));
    }

    /** Formats that log steps come first: a configuration alone may stand in another framework's log. */
    private static Optional<Detection> marked(LogText log) {
        Optional<Detection> first = Optional.empty();
        for (LogFormat format : LogFormat.ALL) {
            Optional<Detection> found = mark(format, log);
            if (found.isPresent() && !format.read(log).steps().isEmpty()) {
                return found;
            }
            first = first.or(() -> found);
        }
        return first;
    }

    private static Optional<Detection> mark(LogFormat format, LogText log) {
        for (LogLine line : log.lines()) {
            Optional<String> mark = format.mark(line.text());
            if (mark.isPresent()) {
                return Optional.of(new Detection(format, "line " + line.number() + " has " + mark.get()));
            }
        }
        return Optional.empty();
    }

    private static InvalidInputException unknown(LogText log) {
        String names = LogFormat.ALL.stream().map(LogFormat::name).collect(Collectors.joining(", "));
        String seen = log.sample().isEmpty() ? "It holds no text." : "It starts: " + String.join(" / ", log.sample());
        return new InvalidInputException(
                log.name(),
                "bears no mark of " + names + ". " + seen,
                "Name its --format, or check that it holds the lines that the trainer prints for each step.");
    }
}
