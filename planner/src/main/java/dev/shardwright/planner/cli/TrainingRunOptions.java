package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.planner.form.TrainingRunForm;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.unit.Seconds;
import dev.shardwright.simulator.whatif.TrainingRun;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that ask how long a whole run takes. */
final class TrainingRunOptions {
    private static final String TIME = "TIME";

    @Option(names = "--tokens", paramLabel = "TOKENS", description = "Train on this many, such as 300B or 15T.")
    private String tokens = "";

    @Option(
            names = "--mtbf",
            paramLabel = TIME,
            description = "Mean time between failures of the job, such as \"8 h\".")
    private String ofJob = "";

    @Option(
            names = "--mtbf-per-gpu",
            paramLabel = TIME,
            description = "The same of one GPU, such as \"50000 h\"; the job fails with any of them.")
    private String ofDevice = "";

    @Option(
            names = "--checkpoint-time",
            paramLabel = TIME,
            description = "How long training stands still for a checkpoint, such as \"2 min\".")
    private String checkpoint = "";

    @Option(
            names = "--checkpoint-interval",
            paramLabel = TIME,
            description = "Time between two checkpoints; default: the best.")
    private String interval = "";

    @Option(
            names = "--restart-time",
            paramLabel = TIME,
            description = "From a failure until training goes on, such as \"10 min\"; default: no time.")
    private String restart = "";

    /** What the run is, given the time of a step; empty if none is asked for. */
    Optional<Function<Seconds, TrainingRun>> run(OptionReader reader, TrainingJob job) {
        TrainingRunForm form = new TrainingRunForm(Map.of(
                "--tokens", tokens,
                "--mtbf", ofJob,
                "--mtbf-per-gpu", ofDevice,
                "--checkpoint-time", checkpoint,
                "--checkpoint-interval", interval,
                "--restart-time", restart));
        double budget = form.tokens(reader);
        var goodput = form.goodput(reader, job.cluster().devices());
        return budget > 0 ? Optional.of(step -> new TrainingRun(job, budget, step, goodput)) : Optional.empty();
    }
}
