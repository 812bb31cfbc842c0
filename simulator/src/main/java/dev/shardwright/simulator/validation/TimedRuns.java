package dev.shardwright.simulator.validation;

import dev.shardwright.simulator.catalog.Catalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The runs of some files whose step times can be compared with predictions, and why the others cannot. */
public record TimedRuns(List<TimedRun> runs, List<RunScore.Skipped> skipped) {
    public TimedRuns {
        runs = List.copyOf(runs);
        skipped = List.copyOf(skipped);
    }

    /** Reads every line of the files, in order. Throws InvalidInputException for a file that cannot be read. */
    public static TimedRuns read(List<Path> files, Catalog catalog) {
        Scorer scorer = new Scorer(catalog);
        List<TimedRun> runs = new ArrayList<>();
        List<RunScore.Skipped> skipped = new ArrayList<>();
        for (Path file : files) {
            MeasuredRunReader.read(file, line -> {
                try {
                    runs.add(scorer.timed(line));
                } catch (Unscorable e) {
                    skipped.add(new RunScore.Skipped(line.id(), line.location().file(), e.getMessage()));
                }
            });
        }
        return new TimedRuns(runs, skipped);
    }

    /** Only the runs that meet a condition; the others are skipped for that reason. */
    public TimedRuns where(Predicate<TimedRun> condition, String reason) {
        List<RunScore.Skipped> more = new ArrayList<>(skipped);
        runs.stream()
                .filter(condition.negate())
                .forEach(run -> more.add(
                        new RunScore.Skipped(run.origin().id(), run.origin().file(), reason)));
        return new TimedRuns(runs.stream().filter(condition).toList(), more);
    }
}
