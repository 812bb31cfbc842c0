package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.compare.Prediction;
import dev.shardwright.profiler.profilefile.Profile;
import dev.shardwright.profiler.profilefile.ProfileFile;
import dev.shardwright.profiler.view.DeviceView;
import dev.shardwright.profiler.view.DeviceViews;
import dev.shardwright.profiler.view.Panels;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.StackCatalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a profile as tables, and draws it. */
@Command(
        name = "show",
        header = "Print a profile as tables, and draw it.",
        sortOptions = false,
        description = {
            "",
            "Times are medians; IQR is the distance of the quartiles over the median, out counts times beyond 1.5 of it. Rates count the FLOPs of matrix "
                    + "products, or the bytes that must move at least.",
            "A kernel profile is printed with the error of its curves, of shapes that were left out of the fit too."
        },
        footer = {
            "",
            "Examples:",
            "  shardwright profile show device.json --accelerator h100-sxm-80gb",
            "  shardwright profile show h100-sxm-80gb --plot h100.svg",
            "  shardwright profile show h100.json --operator roofline --plot roofline.png",
            "",
            ExitStatus.EXPLAINED
        })
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "FILE|DEVICE",
            description = "A profile file (`shardwright profile run` and `import` write them), or an accelerator.")
    private String source;

    @Option(names = "--plot", paramLabel = "FILE", description = "Also draw it, as .png or .svg.")
    private @Nullable Path plot;

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description = "Draw only gemm, attention, streaming, collectives or roofline.")
    private @Nullable String operator;

    @Option(
            names = "--accelerator",
            paramLabel = "NAME",
            description = "Also print what the simulator expects of this accelerator.")
    private @Nullable String accelerator;

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            defaultValue = StackCatalog.DEFAULT,
            description = "The software stack of that expectation; default " + StackCatalog.DEFAULT + ".")
    private String stack;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<PlotFile> picture = Optional.ofNullable(plot).map(PlotFile::new);
        Panels.Choice choice = choice();
        DeviceViews views = new DeviceViews(Catalog.shipped());
        Path file = views.file(source);
        if (DeviceViews.isMeasurement(file)) {
            Optional<Prediction> prediction = prediction();
            Profile profile = ProfileFile.read(file);
            picture.ifPresent(drawn -> drawn.write(Panels.of(views.measured(file, profile), choice)));
            console.print(new ProfileText(profile, prediction).lines());
        } else {
            DeviceView view = views.read(file);
            picture.ifPresent(drawn -> drawn.write(Panels.of(view, choice)));
            console.print(new CurveText(view).lines());
        }
        return ExitStatus.DONE;
    }

    private Panels.Choice choice() {
        if (operator == null) {
            return Panels.Choice.ALL;
        }
        return Arrays.stream(Panels.Choice.values())
                .filter(one -> one.word().equals(operator))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "--operator = " + operator,
                        "is no class of operators.",
                        "Use "
                                + Arrays.stream(Panels.Choice.values())
                                        .map(Panels.Choice::word)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private Optional<Prediction> prediction() {
        if (accelerator == null) {
            return Optional.empty();
        }
        Catalog catalog = Catalog.shipped();
        return Optional.of(new Prediction(
                catalog.hardware().accelerator(accelerator), catalog.stacks().stack(stack)));
    }
}
