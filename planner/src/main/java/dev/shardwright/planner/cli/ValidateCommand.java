package dev.shardwright.planner.cli;

import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.simulator.accuracy.Accuracy;
import dev.shardwright.simulator.accuracy.ResidualFile;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.validation.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

    @Mixin
    private FormatOption format;

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean json = format.json();
        List<Path> runs = files.isEmpty() ? shipped() : files;
        if (residuals.isPresent()) {
            return writeResiduals(runs, residuals.get());
        }
        Validation validation = Validation.score(runs, catalog());
        if (json) {
            console.print(JsonText.of(ValidationJson.of(validation)));
        } else {
            console.print(new ValidationText(validation, console).lines(groups));
        }
        return ExitStatus.DONE;
    }

    private int writeResiduals(List<Path> runs, Path file) {
        OutputFile.requireFolder(file);
        Accuracy accuracy = Accuracy.of(runs, Catalog.shipped());
        new OutputFile(file, ResidualFile.text(accuracy.residuals()), false).write();
        console.say("Wrote " + file);
        return ExitStatus.DONE;
    }

    private Catalog catalog() {
        Catalog catalog = Catalog.shipped();
        return stack.isEmpty()
                ? catalog
                : new Catalog(
                        catalog.models(), catalog.hardware(), catalog.stacks().imposing(stack));
    }

    private static List<Path> shipped() {
        Path folder = Catalog.profiles().resolve("measured");
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Measured runs cannot be read: " + folder, e);
        }
    }
}
