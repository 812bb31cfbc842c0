package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.compare.Prediction;
import dev.shardwright.profiler.profilefile.ProfileFile;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.StackCatalog;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a profile file as tables. */
@Command(
        name = "show",
        header = "Print a profile file as tables.",
        sortOptions = false,
        description = {
            "",
            "Times are medians; IQR is the distance of the quartiles over the median. Rates count the FLOPs of matrix "
                    + "products, or the bytes that must move at least."
        },
        footer = {
            "",
            "Example:",
            "  shardwright profile show device.json --accelerator h100-sxm-80gb",
            "",
            ExitStatus.EXPLAINED
        })
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "A profile file (`shardwright profile run ... -o FILE`).")
    private Path file;

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
        Optional<Prediction> prediction = prediction();
        console.print(new ProfileText(ProfileFile.read(file), prediction).lines());
        return ExitStatus.DONE;
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
