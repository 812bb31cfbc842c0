package dev.shardwright.planner.cli;

import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.validation.MeasuredRunFiles;
import dev.shardwright.simulator.validation.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores predictions against measured runs. */
@Command(
        name = "validate",
        header = "Compare predictions with measured training runs.",
        description = {"", "Without a file, the public runs of profiles/measured are scored."},
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  shardwright validate",
            "  shardwright validate my-runs.jsonl --format json",
            "",
            ExitStatus.EXPLAINED
        })
final class ValidateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Measured runs, one JSON object per line.")
    private List<Path> files = List.of();

    @Option(
            names = "--stack",
            paramLabel = "NAME|FILE",
            defaultValue = "",
            description = "Predict every run with this software stack; default: the one that the run names.")
    private String stack;

    @Option(names = "--groups", description = "Also print each group of layouts of one job.")
    private boolean groups;

    @Option(
            names = "--residuals",
            paramLabel = "FILE",
            description = "Write the spread of the errors of each stack, from which error bars are made.")
    private Optional<Path> residuals = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the generated parts of this page (docs/accuracy.md) and the pages beside it.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--cross-validate",
            description = "With --report: also write the pages that take minutes (left-out runs, ablation).")
    private boolean crossValidate;

    @Mixin
    private FormatOption format;

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean json = format.json();
        List<Path> runs = files.isEmpty() ? MeasuredRunFiles.in(Catalog.profiles()) : files;
        if (residuals.isPresent() || report.isPresent()) {
            new AccuracyFiles(runs, console).write(residuals, report, crossValidate);
            return ExitStatus.DONE;
        }
        Validation validation = Validation.score(runs, catalog());
        if (json) {
            console.print(JsonText.of(ValidationJson.of(validation)));
        } else {
            console.print(new ValidationText(validation, console).lines(groups));
        }
        return ExitStatus.DONE;
    }

    private Catalog catalog() {
        Catalog catalog = Catalog.shipped();
        return stack.isEmpty()
                ? catalog
                : new Catalog(
                        catalog.models(), catalog.hardware(), catalog.stacks().imposing(stack));
    }
}
