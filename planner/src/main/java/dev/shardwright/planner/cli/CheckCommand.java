package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.report.Report;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A gate for pull requests that change a job. */
@Command(
        name = "check",
        header = "Check a job against limits, for pull requests: exit status and a short Markdown report.",
        sortOptions = false,
        description = {
            "",
            "The job must be legal and fit. The baseline is another job or plan, whose prediction is made anew: its speed is compared in tokens per second and GPU."
        },
        footer = {
            "",
            "Examples:",
            "  shardwright check train.sh --cluster dgx-h100 --max-memory 90%%",
            "  shardwright check job.json --baseline main/job.json --max-regression 5%%",
            "",
            "Exit status: 0 every check passed, 1 a defect of this program, 2 input that cannot be used, 5 a check failed."
        })
final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "A launch script with its configurations, a job file, or a plan file (FILE#K for rank K).")
    private List<String> files = List.of();

    @Mixin
    private ImportOptions options;

    @Option(
            names = "--max-memory",
            paramLabel = "SHARE",
            defaultValue = "100%",
            description = "Predicted peak memory at most, as a share of what a process can use; default 100%%.")
    private String maxMemory;

    @Option(names = "--baseline", paramLabel = "FILE", description = "What the job is compared with.")
    private @Nullable String baseline;

    @Option(
            names = "--max-regression",
            paramLabel = "SHARE",
            defaultValue = "0%",
            description = "Speed that may be lost against the baseline; default 0%%.")
    private String maxRegression;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OptionReader reader = new OptionReader();
        double memory = reader.read("--max-memory", maxMemory, 1.0, CheckCommand::share);
        double regression = reader.read("--max-regression", maxRegression, 0.0, CheckCommand::share);
        reader.check();
        Catalog catalog = Catalog.shipped();
        ProposedJob job = JudgedJob.read(files.stream().map(NumberedFile::parse).toList(), options, catalog)
                .job();
        GateReport gate =
                new GateReport(String.join(", ", files), job, new GateReport.Limits(memory, regression), old(catalog));
        console.print(gate.lines());
        return gate.passed() ? ExitStatus.DONE : ExitStatus.CHECK_FAILED;
    }

    private Optional<GateReport.Baseline> old(Catalog catalog) {
        return Optional.ofNullable(baseline).map(name -> {
            NumberedFile old = NumberedFile.parse(name);
            ImportOptions beside = JobSource.holds(old.file()) ? new ImportOptions() : options;
            Report report = Simulator.simulate(
                    JudgedJob.read(List.of(old), beside, catalog).job().job());
            return new GateReport.Baseline(name, report);
        });
    }

    private static double share(String text) {
        boolean percent = text.endsWith("%");
        try {
            double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
            double share = percent ? number / 100 : number;
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a share such as 0.9 or 90%", e);
        }
        throw new IllegalArgumentException("must be between 0 and 100%");
    }
}
