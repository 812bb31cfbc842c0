package dev.shardwright.planner.diagnosis;

import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Interval;
import dev.shardwright.simulator.report.Report;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is wrong with a job as somebody runs it.
 *
 * @param changes single choices made otherwise that make it legal, make it fit, or make it faster; the best first
 * @param plan the best layouts of the same job with everything open
 */
public record Diagnosis(ProposedJob job, Condition condition, List<Change> changes, Plan plan) {
    public Diagnosis {
        changes = List.copyOf(changes);
    }

    /** The prediction of the job as it is; none if it breaks rules. */
    public Optional<Report> now() {
        return condition.report();
    }

    /** The rules that the job breaks. */
    public List<Problem> broken() {
        return condition.broken();
    }

    /** The real run that had no memory left. */
    public Optional<MemoryFailure> failure() {
        return condition.failure();
    }

    /** Whether the job runs as it is. */
    public boolean runs() {
        return condition.runs();
    }

    /** The layouts of the plan that are worth the change, best first, and then those of single changes. */
    public List<Report> better() {
        return Stream.concat(
                        plan.layouts().stream().map(PlannedLayout::report),
                        changes.stream().map(Change::after))
                .filter(condition::improvedBy)
                .toList();
    }

    /** The step time of a changed layout over that of the job; none where the job does not run as it is. */
    public Optional<Factor> factor(Report after) {
        return now().filter(before -> runs()).map(before -> {
            double ratio = after.iteration().value() / before.iteration().value();
            Interval spread = after.confidence().ratio();
            return new Factor(ratio, spread.low() * ratio, spread.high() * ratio);
        });
    }

    /** A predicted ratio of step times and the ends of its 90 % interval. */
    public record Factor(double predicted, double low, double high) {
        /** Whether the interval leaves it open which layout is faster. */
        public boolean open() {
            return low < 1 && high > 1;
        }
    }
}
