package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.runlog.ImportedRun;
import dev.shardwright.simulator.runlog.LogFormat;
import dev.shardwright.simulator.runlog.LogText;
import dev.shardwright.simulator.runlog.RunImport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Training logs as measured runs; says on the console how each was read and what it lacks. */
record RunsImport(Console console, LogOptions options) {
    /** One line per log. Throws InvalidInputException with the problems of all logs. */
    String text(List<Path> logs, String format, String warmUp) {
        Catalog catalog = Catalog.shipped();
        RunImport reading = new RunImport(format(format), options.statements(catalog), warmUp(warmUp), catalog);
        Map<String, Integer> names = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Path log : logs) {
            try {
                ImportedRun run = reading.run(LogText.read(log), id(log, names));
                report(log, run);
                text.append(run.line()).append('\n');
            } catch (InvalidInputException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return text.toString();
    }

    private void report(Path log, ImportedRun run) {
        say(run.how());
        run.remarks().forEach(remark -> say(log + ": " + remark));
        run.missing().forEach(missing -> say(log + ": " + missing));
    }

    private void say(String text) {
        console.wrapped(text, "", "  ").forEach(console::say);
    }

    private static String id(Path log, Map<String, Integer> names) {
        String name = log.getFileName().toString().replaceFirst("\\.(log|txt|out|json)?(\\.gz)?$", "");
        int count = names.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + "-" + count;
    }

    private static Optional<LogFormat> format(String wanted) {
        if (wanted.equals(LogOptions.AUTO)) {
            return Optional.empty();
        }
        return Optional.of(LogFormat.ALL.stream()
                .filter(format -> format.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "--format = " + wanted,
                        "must be auto, "
                                + LogFormat.ALL.stream().map(LogFormat::name).collect(Collectors.joining(", ")) + ".",
                        "")));
    }

    private static OptionalInt warmUp(String text) {
        OptionReader reader = new OptionReader();
        int steps = text.equals("0") ? 0 : reader.read("--warmup", text, 0, OptionReader::positive);
        reader.check();
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(steps);
    }
}
