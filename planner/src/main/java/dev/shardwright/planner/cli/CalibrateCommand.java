package dev.shardwright.planner.cli;

import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.simulator.calibration.CalibratedFile;
import dev.shardwright.simulator.calibration.Calibration;
import dev.shardwright.simulator.calibration.CalibrationRequest;
import dev.shardwright.simulator.calibration.DialSheet;
import dev.shardwright.simulator.calibration.Gain;
import dev.shardwright.simulator.catalog.Catalog;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Fits the constants of a stack, and of a cluster's links, to measured runs. */
@Command(
        name = "calibrate",
        header = "Fit a software stack's constants to your own runs.",
        description = {
            "",
            "Three runs are enough to begin with. Says what moved and what that gains on runs that are left out of the "
                    + "fit; writes a stack file that extends the base and states only what moved.",
            "Nothing is written when runs that are left out are not predicted better."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  shardwright calibrate --runs mine.jsonl --stack megatron-core -o my-stack.json",
            "  shardwright validate mine.jsonl --stack my-stack.json",
            "  shardwright calibrate --runs mine.jsonl --stack nemo --cluster dgx-h100 \\",
            "      -o my-stack.json --cluster-output my-cluster.json",
            "",
            ExitStatus.EXPLAINED,
            "Also: " + ExitStatus.NO_GAIN + " no file was written, since calibration gains nothing."
        })
final class CalibrateCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CalibrationOptions options;

    @Mixin
    private FormatOption format;

    CalibrateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean json = format.json();
        Catalog catalog = Catalog.shipped();
        CalibrationRequest request = options.request(catalog);
        Calibration calibration = calibration(request, catalog);
        if (json) {
            console.print(JsonText.of(CalibrationJson.of(calibration)));
        } else {
            console.print(new CalibrationText(calibration, console).lines());
        }
        if (!calibration.gain().real() && !options.force()) {
            refuse(calibration.gain());
            return ExitStatus.NO_GAIN;
        }
        CalibratedFile file = new CalibratedFile(calibration, catalog, options.day());
        for (OutputFile output : options.outputs(file)) {
            output.write();
            console.say("wrote " + output.path());
        }
        return ExitStatus.DONE;
    }

    private Calibration calibration(CalibrationRequest request, Catalog catalog) {
        try (CalibrationProgress progress = CalibrationProgress.start(console)) {
            return Calibration.of(request, catalog, DialSheet.read(Catalog.profiles()), progress);
        }
    }

    private void refuse(Gain gain) {
        String why = gain.checked()
                ? String.format(
                        Locale.ROOT,
                        "runs that were left out of the fit are predicted with %.1f %% error, against %.1f %% before, "
                                + "which is no more than chance",
                        100 * gain.crossValidated().mean(),
                        100 * gain.before().mean())
                : "it was stopped before runs were left out, so that nobody knows what it gains";
        List<String> lines = console.wrapped("shardwright calibrate: nothing is written: " + why + ".", "", "  ");
        lines.forEach(console::say);
        console.say("  Add runs that differ more, or --force.");
    }
}
