package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.view.Comparison;
import dev.shardwright.profiler.view.ComparisonPanels;
import dev.shardwright.profiler.view.DeviceView;
import dev.shardwright.profiler.view.DeviceViews;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets two kernel profiles against each other. */
@Command(
        name = "compare",
        header = "Compare two devices operator by operator.",
        sortOptions = false,
        description = {"", "Speeds are those of the fitted curves, at shapes that both were measured at."},
        footer = {
            "",
            "Example:",
            "  shardwright profile compare a100-sxm-80gb h100-sxm-80gb --plot a100-h100.svg",
            "",
            ExitStatus.EXPLAINED
        })
final class CompareCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "A", description = "A kernel profile, or an accelerator that ships with one.")
    private String first;

    @Parameters(index = "1", paramLabel = "B", description = "The one to compare it with.")
    private String second;

    @Option(names = "--plot", paramLabel = "FILE", description = "Also draw the ratios, as .png or .svg.")
    private @Nullable Path plot;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<PlotFile> picture = Optional.ofNullable(plot).map(PlotFile::new);
        Comparison comparison = Comparison.of(view(first), view(second));
        if (comparison.classes().isEmpty()) {
            throw new InvalidInputException(
                    second, "has no curve of a class that " + first + " has one of.", "Compare profiles with curves.");
        }
        picture.ifPresent(file -> file.write(ComparisonPanels.of(comparison)));
        console.print(new CompareText(comparison).lines());
        return ExitStatus.DONE;
    }

    private static DeviceView view(String fileOrDevice) {
        DeviceViews views = new DeviceViews(Catalog.shipped());
        Path file = views.file(fileOrDevice);
        return views.view(file);
    }
}
