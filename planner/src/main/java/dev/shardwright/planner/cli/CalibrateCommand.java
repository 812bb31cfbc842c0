package dev.shardwright.planner.cli;

import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.simulator.calibration.Board;
import dev.shardwright.simulator.calibration.CalibratedFile;
import dev.shardwright.simulator.calibration.Calibration;
import dev.shardwright.simulator.calibration.CalibrationRequest;
import dev.shardwright.simulator.calibration.DialSheet;
import dev.shardwright.simulator.calibration.Progress;
import dev.shardwright.simulator.catalog.Catalog;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fits a stack's constants to measured runs. */
@Command(
        name = "calibrate",
        header = "Fit a software stack's constants to your own runs.",
        sortOptions = false,
        description = {"", "Writes a stack file that extends the base and states only what moved."},
        footer = {
            "",
            "Examples:",
            "  shardwright calibrate --runs mine.jsonl --stack megatron-core -o my-stack.json",
            "",
            ExitStatus.EXPLAINED
        })
final class CalibrateCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--runs",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "Measured runs, one JSON object per line.")
    private List<Path> runs = List.of();

    @Option(names = "--stack", paramLabel = "NAME|FILE", required = true, description = "The stack to start from.")
    private String stack;

    @Option(names = "--cluster", paramLabel = "NAME|FILE", description = "Fit this cluster's links too.")
    private String cluster;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the calibrated stack goes; without it nothing is written.")
    private Path output;

    @Option(names = "--centre", defaultValue = "own", paramLabel = "own|neutral")
    private String centre;

    @Option(names = "--as-named", description = "Predict each run with the stack that it names.")
    private boolean asNamed;

    @Option(names = "--only", paramLabel = "REGEX")
    private Pattern only;

    @Option(names = "--without", paramLabel = "REGEX")
    private Pattern without;

    @Option(names = "--date", paramLabel = "DATE", description = "The date that the file states; default today.")
    private LocalDate date;

    @Option(names = "--force", description = "Write even if unseen runs are not predicted better.")
    private boolean force;

    CalibrateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CalibrationRequest.Software software =
                asNamed ? CalibrationRequest.Software.NAMED : CalibrationRequest.Software.IMPOSED;
        CalibrationRequest request = new CalibrationRequest(
                runs,
                stack,
                Optional.ofNullable(cluster),
                new CalibrationRequest.Selection(software, Optional.ofNullable(only), Optional.ofNullable(without)),
                centre.equals("neutral") ? Board.Centre.NEUTRAL : Board.Centre.OWN);
        Catalog catalog = Catalog.shipped();
        Calibration calibration = Calibration.of(request, catalog, DialSheet.read(Catalog.profiles()), Progress.NONE);
        console.print(CalibrationText.lines(calibration));
        if (!calibration.gain().real() && !force) {
            console.say("calibrate: not written, since runs that were left out are not predicted better.");
            return ExitStatus.NO_GAIN;
        }
        if (output != null) {
            LocalDate day = date == null ? LocalDate.now(ZoneOffset.UTC) : date;
            String text = JsonText.of(new CalibratedFile(calibration, catalog.stacks()).stack(name(), day));
            new OutputFile(output, text, false).write();
            console.say("wrote " + output);
        }
        return ExitStatus.DONE;
    }

    private String name() {
        String name = output.getFileName().toString();
        return name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
    }
}
