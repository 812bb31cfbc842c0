package dev.shardwright.simulator.validation;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Predictions against measured runs: every run, and statistics per file. */
public record Validation(List<RunScore> runs, List<Summary> summaries) {
    public Validation {
        runs = List.copyOf(runs);
        summaries = List.copyOf(summaries);
    }

    /** Scores every line of the files, in order. Throws InvalidInputException for a file that cannot be read. */
    public static Validation score(List<Path> files, Catalog catalog) {
        Scorer scorer = new Scorer(catalog);
        Map<String, List<RunScore>> byFile = new LinkedHashMap<>();
        for (Path file : files) {
            List<RunScore> scores = byFile.computeIfAbsent(file.getFileName().toString(), f -> new ArrayList<>());
            List<RunLine> lines = MeasuredRunReader.readAll(file);
            requireRuns(file, lines);
            lines.forEach(line -> scores.add(scorer.score(line)));
        }
        List<RunScore> all = new ArrayList<>();
        List<Summary> summaries = new ArrayList<>();
        byFile.forEach((file, scores) -> {
            all.addAll(scores);
            summaries.add(Summary.of(file, scores));
        });
        return new Validation(all, summaries);
    }

    /** A few spoilt lines are counted; a file of nothing else is another kind of file. */
    private static void requireRuns(Path file, List<RunLine> lines) {
        if (!lines.isEmpty() && lines.stream().allMatch(RunLine.Malformed.class::isInstance)) {
            Problem first = ((RunLine.Malformed) lines.get(0)).problem();
            throw new InvalidInputException(
                    first.where(),
                    first.rule() + " No line of " + file + " is a measured run.",
                    "Training logs become measured runs by: shardwright runs import LOG -o runs.jsonl");
        }
    }

    /** Statistics of each group of layouts of one job on the same machines, in order of appearance. */
    public List<Summary> groups() {
        return Summary.byGroup(scored());
    }

    /** The runs that were predicted. */
    public List<RunScore.Scored> scored() {
        List<RunScore.Scored> scored = new ArrayList<>();
        for (RunScore run : runs) {
            if (run instanceof RunScore.Scored s) {
                scored.add(s);
            }
        }
        return scored;
    }
}
