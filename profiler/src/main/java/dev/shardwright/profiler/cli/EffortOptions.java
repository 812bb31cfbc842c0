package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.bench.ProfileRequest.Effort;
import dev.shardwright.profiler.device.Caches;
import dev.shardwright.simulator.catalog.KernelProfile;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.Seconds;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long to measure. */
final class EffortOptions {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?) ?(s|m|min|h)");
    private static final int MOST_REPEATS = 1000;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description = "No batch starts after this time, such as 90s or 5m; default 60s, of `check` 5m.")
    private @Nullable String budget;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "15",
            description = "Times that each kernel is measured; default 15.")
    private int repeats;

    /** Throws InvalidInputException.
     *
     * @param usual the budget where none is given
     */
    Effort effort(String usual, KernelProfile.Load load, Caches caches) {
        if (repeats < 1 || repeats > MOST_REPEATS) {
            throw new InvalidInputException(
                    "--repeats = " + repeats, "must lie between 1 and " + MOST_REPEATS + ".", "");
        }
        return new Effort(repeats, seconds(budget == null ? usual : budget), Effort.SHORT_BATCH, load, caches);
    }

    private static Seconds seconds(String budget) {
        Matcher matcher = DURATION.matcher(budget.strip());
        if (!matcher.matches() || Double.parseDouble(matcher.group(1)) == 0) {
            throw new InvalidInputException(
                    "--budget = " + budget, "must be a time above zero with its unit (s, m, h).", "For example 60s.");
        }
        double unit = switch (matcher.group(2)) {
            case "s" -> 1;
            case "h" -> 3600;
            default -> 60;
        };
        return new Seconds(Double.parseDouble(matcher.group(1)) * unit);
    }
}
