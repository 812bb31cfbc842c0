package dev.shardwright.planner.solver;

import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.report.Estimate;
import dev.shardwright.simulator.unit.Bytes;
import java.util.Comparator;

/** A layout and what it costs; a smaller score is better. */
public record Candidate(JobFrame frame, Layout layout, Estimate estimate, double score) {
    /** Total order: score, then memory, then the smaller degrees, so that ties fall the same way every time. */
    public static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::score)
            .thenComparing(c -> c.estimate().peak())
            .thenComparing(Candidate::layout, LayoutOrder.SIMPLEST_FIRST);

    /** Total order: memory, then score, then the smaller degrees. */
    public static final Comparator<Candidate> SMALLEST_FIRST = Comparator.<Candidate, Bytes>comparing(
                    c -> c.estimate().peak())
            .thenComparingDouble(Candidate::score)
            .thenComparing(Candidate::layout, LayoutOrder.SIMPLEST_FIRST);

    /** Candidates of one family are near-identical to a reader: same arrangement of devices and micro-batch. */
    public record Family(ParallelDegrees degrees, int microBatch) {}

    public Family family() {
        return new Family(layout.degrees(), layout.microBatch());
    }

    public TrainingJob job() {
        return frame.with(layout);
    }

    public int value(Knob knob) {
        return LayoutOrder.value(layout, knob);
    }
}
