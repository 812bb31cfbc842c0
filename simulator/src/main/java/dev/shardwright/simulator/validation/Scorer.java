package dev.shardwright.simulator.validation;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.Adaptation;
import dev.shardwright.simulator.job.LowRank;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.report.Situation;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Predicts measured runs one by one. Which rows are left out, and why, follows profiles/measured/README.md. */
final class Scorer {
    /** Flags of the collectors that speak against a row. */
    private static final Set<String> DISQUALIFYING = Set.of(
            "slow-outlier-vs-flash1", "step-time-cv>3%", "probably-sequence-parallel-true", "not-memory-ground-truth");

    private final Catalog catalog;

    Scorer(Catalog catalog) {
        this.catalog = catalog;
    }

    RunScore score(RunLine line) {
        String file = line.location().file();
        if (line instanceof RunLine.Malformed malformed) {
            return new RunScore.Skipped(line.id(), file, malformed.problem().rule());
        }
        if (line instanceof RunLine.OtherKind other) {
            return new RunScore.Skipped(line.id(), file, "not a training step but a " + other.kind());
        }
        MeasuredRun run = ((RunLine.Run) line).run();
        try {
            refuse(run);
            return scored(run, file, MeasuredJob.of(run, catalog));
        } catch (Unscorable e) {
            return new RunScore.Skipped(run.origin().id(), file, e.getMessage());
        } catch (InvalidInputException | IllegalArgumentException e) {
            return new RunScore.Skipped(run.origin().id(), file, "breaks a rule: " + e.getMessage());
        }
    }

    /** The run of a line, to be predicted again and again; refused without a comparable step time. */
    TimedRun timed(RunLine line) throws Unscorable {
        RunScore score = score(line);
        if (score instanceof RunScore.Skipped skipped) {
            throw new Unscorable(skipped.reason());
        }
        RunScore.Scored scored = (RunScore.Scored) score;
        Seconds time =
                scored.measured().iteration().orElseThrow(() -> new Unscorable("no comparable step time was measured"));
        MeasuredJob job = MeasuredJob.of(((RunLine.Run) line).run(), catalog);
        TimedRun.Origin origin = new TimedRun.Origin(scored.id(), scored.file(), scored.group());
        return new TimedRun(origin, job.job(), job.batchScale(), time);
    }

    private static void refuse(MeasuredRun run) throws Unscorable {
        MeasuredRun.Cautions cautions = run.origin().cautions();
        for (String flag : cautions.flags()) {
            if (DISQUALIFYING.contains(flag)) {
                throw new Unscorable("flagged '" + flag + "'");
            }
        }
        if (!cautions.unverified().isEmpty()) {
            throw new Unscorable("unverified: " + String.join(", ", cautions.unverified()));
        }
        if (cautions.duplicate()) {
            throw new Unscorable("its figures also stand under another id");
        }
        boolean oom = Boolean.TRUE.equals(run.measured().oom());
        if (run.measured().failed() != null && !oom) {
            throw new Unscorable("failed: " + run.measured().failed());
        }
    }

    private RunScore scored(MeasuredRun run, String file, MeasuredJob job) throws Unscorable {
        RunScore.Measurement measured = measurement(run, job.memoryStated());
        if (measured.iteration().isEmpty()
                && measured.peak().isEmpty()
                && measured.outOfMemory().isEmpty()) {
            throw new Unscorable("nothing comparable was measured");
        }
        Report report = Simulator.simulate(job.job());
        if (measured.iteration().isPresent()
                && impossible(report, measured.iteration().get())) {
            throw new Unscorable("measured faster than the device's peak allows: another device, or other work");
        }
        Seconds time = report.iteration().times(job.batchScale());
        RunScore.Prediction prediction =
                new RunScore.Prediction(time, report.counted(), report.memory().verdict(), report.confidence());
        RunScore.Subject subject = new RunScore.Subject(
                group(job.job()), job.job().stack().name(), job.job().layout(), Situation.of(job.job()));
        return new RunScore.Scored(run.origin().id(), file, subject, prediction, measured, job.assumed());
    }

    /** Whether the products alone, at the peak rate of their format, take longer than the measured step. */
    private static boolean impossible(Report report, Seconds measured) {
        TrainingJob job = report.job();
        double passes = job.layout().memorySaving().recompute() instanceof Recompute.Full ? 4.0 / 3 : 1;
        double peak = job.cluster()
                .accelerator()
                .peak(job.numerics().precision().operands())
                .value();
        return passes * report.modelFlops().value() / (peak * job.cluster().devices()) > measured.value();
    }

    private static RunScore.Measurement measurement(MeasuredRun run, boolean memoryStated) {
        MeasuredRun.Figures figures = run.measured();
        Optional<Seconds> time = launchBound(run) ? Optional.empty() : time(run);
        Optional<Boolean> outOfMemory = time.isPresent() ? Optional.of(false) : Optional.ofNullable(figures.oom());
        if (!memoryStated) {
            outOfMemory = Optional.empty();
        }
        Optional<Bytes> peak = Optional.ofNullable(figures.peakMemoryGib()).map(Bytes::gibibytes);
        return new RunScore.Measurement(time, peak, outOfMemory);
    }

    /** Functional tests of toy models measure launch overhead and logging, not training. */
    private static boolean launchBound(MeasuredRun run) {
        return "small".equals(run.origin().sizeClass());
    }

    private static Optional<Seconds> time(MeasuredRun run) {
        MeasuredRun.Figures figures = run.measured();
        if (figures.iterationS() != null) {
            return Optional.of(new Seconds(figures.iterationS()));
        }
        MeasuredRun.Batch batch = run.setup().batch();
        Integer gpus = run.setup().cluster().gpus();
        if (figures.tokensPerSecondPerGpu() == null
                || batch.globalBatch() == null
                || batch.seqLen() == null
                || gpus == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Seconds((double) batch.globalBatch() * batch.seqLen() / (figures.tokensPerSecondPerGpu() * gpus)));
    }

    /** Adapters of another kind are another job. */
    private static String adapters(Adaptation adaptation) {
        return adaptation instanceof LowRank lowRank
                ? "adapters " + lowRank.ends().name().toLowerCase(Locale.ROOT) + " "
                        + lowRank.base().label() + " "
                : "";
    }

    /** Runs of one group are layouts of the same job on the same machines. */
    private static String group(TrainingJob job) {
        return String.join(
                " ",
                List.of(
                        job.model().name(),
                        job.cluster().devices() + "x"
                                + job.cluster().accelerator().name(),
                        "s" + job.workload().sequenceLength(),
                        "b" + job.workload().globalBatch(),
                        adapters(job.numerics().adaptation())
                                + job.numerics().precision().name().toLowerCase(Locale.ROOT),
                        job.stack().name()));
    }
}
