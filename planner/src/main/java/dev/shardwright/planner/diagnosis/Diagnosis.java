package dev.shardwright.planner.diagnosis;

import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Interval;
import dev.shardwright.simulator.report.Report;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is wrong with a job as somebody runs it.
 *
 * @param now its prediction; none if it breaks rules
 * @param broken those rules
 * @param failure the real run that had no memory left
 * @param changes single choices made otherwise that make it legal, make it fit, or make it faster; the best first
 * @param plan the best layouts of the same job with everything open
 */
public record Diagnosis(
        ProposedJob job,
        Optional<Report> now,
        List<Problem> broken,
        Optional<MemoryFailure> failure,
        List<Change> changes,
        Plan plan) {
    public Diagnosis {
        broken = List.copyOf(broken);
        changes = List.copyOf(changes);
    }

    /** Whether the job runs as it is. */
    public boolean runs() {
        return failure.isEmpty() && now.filter(Diagnosis::fits).isPresent();
    }

    static boolean fits(Report report) {
        return report.memory().peak().compareTo(report.memory().limit()) <= 0;
    }

    /** The step time of a changed layout over that of the job; none where the job does not run as it is. */
    public Optional<Factor> factor(Report after) {
        return now.filter(before -> runs()).map(before -> {
            double ratio = after.iteration().value() / before.iteration().value();
            Interval spread = after.confidence().ratio();
            return new Factor(ratio, spread.low() * ratio, spread.high() * ratio);
        });
    }

    /** The report of a layout of the plan or of a change. Throws NoSuchElementException for any other. */
    public Report reportOf(TrainingJob job) {
        return Stream.concat(
                        plan.layouts().stream().map(PlannedLayout::report),
                        changes.stream().map(Change::after))
                .filter(report -> report.job().equals(job))
                .findFirst()
                .orElseThrow();
    }

    /** A predicted ratio of step times and the ends of its 90 % interval. */
    public record Factor(double predicted, double low, double high) {
        /** Whether the interval leaves it open which layout is faster. */
        public boolean open() {
            return low < 1 && high > 1;
        }
    }
}
