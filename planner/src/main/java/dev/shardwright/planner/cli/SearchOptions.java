package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.SearchForm;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say what to look for, and for how long. */
final class SearchOptions {
    @Option(
            names = "--objective",
            paramLabel = "GOAL",
            description = "fastest (step time) or cheapest (dollars per step); default fastest.")
    private String objective = "fastest";

    @Option(
            names = "--for",
            paramLabel = "FRAMEWORK[@VERSION]",
            completionCandidates = ExportCommand.Frameworks.class,
            description = "Only layouts that `shardwright export` can write for it: ${COMPLETION-CANDIDATES}.")
    private String target = "";

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

    SearchForm form() {
        return new SearchForm(Map.of(
                "--objective", objective,
                "--for", target,
                "--top", top,
                "--max-memory", maxMemory,
                "--search", search,
                "--seed", seed,
                "--time-limit", timeLimit));
    }
}
