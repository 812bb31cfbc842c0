package dev.shardwright.planner.cli;

import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.MemoryBudget;
import dev.shardwright.planner.request.Objective;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.simulator.unit.Seconds;
import picocli.CommandLine.Option;

/** The options that say what to look for, and for how long. */
final class SearchOptions {
    @Option(
            names = "--objective",
            paramLabel = "GOAL",
            description = "fastest (step time) or cheapest (dollars per step); default fastest.")
    private String objective = "fastest";

    @Option(names = "--top", paramLabel = "K", description = "Layouts to show; default 5.")
    private String top = "5";

    @Option(
            names = "--max-memory",
            paramLabel = "SHARE",
            description = "Use up to this share of the memory, such as 90%%; default: below the share at which the"
                    + " stack's allocator gets unstable.")
    private String maxMemory = "";

    @Option(names = "--search", paramLabel = "METHOD", description = "auto, exhaustive or timefold; default auto.")
    private String search = "auto";

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the timefold search; default 0.")
    private String seed = "0";

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description = "End the search after this long, such as 60s, with the best so far; default 600s.")
    private String timeLimit = "";

    Goal goal(OptionReader reader) {
        Objective wanted = reader.read("--objective", objective, Goal.FASTEST.objective(), Objective::parse);
        MemoryBudget memory =
                reader.read("--max-memory", maxMemory, Goal.FASTEST.memory(), SearchOptions::memoryBudget);
        int answers = reader.read("--top", top, Goal.FASTEST.answers(), SearchOptions::answers);
        return new Goal(wanted, memory, answers);
    }

    SearchLimits limits(OptionReader reader) {
        SearchLimits limits = SearchLimits.DEFAULT;
        return new SearchLimits(
                reader.read("--search", search, limits.method(), SearchLimits.Method::parse),
                reader.read("--seed", seed, limits.seed(), SearchOptions::wholeNumber),
                reader.read("--time-limit", timeLimit, limits.time(), SearchOptions::time),
                Runtime.getRuntime().availableProcessors());
    }

    private static int answers(String text) {
        int count = OptionReader.positive(text);
        if (count > 1000) {
            throw new IllegalArgumentException("must be between 1 and 1000");
        }
        return count;
    }

    private static MemoryBudget memoryBudget(String text) {
        double factor = text.endsWith("%") ? 0.01 : 1;
        String digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        try {
            return new MemoryBudget.Share(Double.parseDouble(digits) * factor);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a share such as 0.9 or 90%", e);
        }
    }

    private static long wholeNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number", e);
        }
    }

    private static Seconds time(String text) {
        Seconds time = Seconds.parse(text.matches("[0-9.]+") ? text + "s" : text);
        if (time.value() == 0) {
            throw new IllegalArgumentException("must be longer than nothing");
        }
        return time;
    }
}
