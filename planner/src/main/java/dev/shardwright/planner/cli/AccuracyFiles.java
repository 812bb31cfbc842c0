package dev.shardwright.planner.cli;

import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.simulator.accuracy.Accuracy;
import dev.shardwright.simulator.accuracy.AccuracyPages;
import dev.shardwright.simulator.accuracy.CostlyPages;
import dev.shardwright.simulator.accuracy.Page;
import dev.shardwright.simulator.accuracy.ResidualFile;
import dev.shardwright.simulator.accuracy.Slices;
import dev.shardwright.simulator.catalog.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes what is generated from measured runs: residuals and the pages on accuracy. */
final class AccuracyFiles {
    private final List<Path> runs;
    private final Console console;

    AccuracyFiles(List<Path> runs, Console console) {
        this.runs = runs;
        this.console = console;
    }

    /** @param report the overview page; the others go into the folders beside it */
    void write(Optional<Path> residuals, Optional<Path> report, boolean costly) {
        Catalog catalog = Catalog.shipped();
        Accuracy accuracy = Accuracy.of(runs, catalog, Catalog.profiles());
        residuals.ifPresent(file -> write(file, ResidualFile.text(accuracy.residuals())));
        report.ifPresent(page -> {
            Slices slices = new Slices(accuracy, accuracy.coverage());
            pages(page, AccuracyPages.of(slices, read(page), Catalog.profiles()));
            if (costly) {
                pages(page, CostlyPages.of(runs, catalog, Catalog.profiles()));
            }
        });
    }

    private void pages(Path overview, List<Page> pages) {
        for (Page page : pages) {
            write(overview.resolveSibling(page.path()), page.text());
        }
    }

    private void write(Path file, String text) {
        OutputFile.requireFolder(file);
        new OutputFile(file, text, false).write();
        console.say("wrote " + file);
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException("The page cannot be read: " + page, e);
        }
    }
}
