package dev.shardwright.planner.diagnosis;

import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Report;
import java.util.List;
import java.util.Optional;

/**
 * How a job is before anything is changed.
 *
 * @param report its prediction; none if it breaks rules
 * @param broken those rules
 * @param failure the real run that had no memory left
 */
public record Condition(Optional<Report> report, List<Problem> broken, Optional<MemoryFailure> failure) {
    /** A step that is shorter by less than this share is not worth a change. */
    static final double WORTH = 0.005;

    public Condition {
        broken = List.copyOf(broken);
    }

    /** Whether the job runs as it is. */
    public boolean runs() {
        return failure.isEmpty() && report.filter(Condition::fits).isPresent();
    }

    private static boolean fits(Report report) {
        return report.memory().peak().compareTo(report.memory().limit()) <= 0;
    }

    /** Whether a layout that fits is worth the change: faster, or any where the job does not run. */
    public boolean improvedBy(Report after) {
        return !runs()
                || after.iteration().value()
                        < (1 - WORTH) * report.orElseThrow().iteration().value();
    }
}
