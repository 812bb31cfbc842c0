package dev.shardwright.planner.sweep;

import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.report.Report;
import java.util.Optional;

/** The answer at one value of an axis. */
public record SweepPoint(double value, PlanningRequest question, Outcome outcome) {
    public Optional<Report> best() {
        return outcome.best();
    }

    /** Whether the best layout is the same but for the number of data-parallel ranks; also where neither has one. */
    public boolean sameLayout(SweepPoint other) {
        return scheme().equals(other.scheme());
    }

    /** How a replica is laid out: the best layout with its experts' groups, on one data-parallel rank in words. */
    private Optional<Scheme> scheme() {
        return best().map(report -> Scheme.of(report.job().layout()));
    }

    private record Scheme(int tensor, int pipeline, int context, int expert, int expertTensor, Layout layout) {
        private static final ParallelDegrees ONE = ParallelDegrees.dense(1, 1, 1);

        static Scheme of(Layout l) {
            ParallelDegrees d = l.degrees();
            Layout rest = new Layout(
                    ONE, l.schedule(), l.microBatch(), l.sequenceParallel(), l.contextMethod(), l.memorySaving());
            return new Scheme(d.tensor(), d.pipeline(), d.context(), d.expert(), d.expertTensor(), rest);
        }
    }
}
