package dev.shardwright.planner.explain;

import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.simulator.job.LayoutRules;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import java.util.Optional;

/** The rule that a value of a knob breaks whatever the other choices are. */
final class OwnRule {
    /** Key of the rule that degrees multiply up to the devices; a single degree alone never does. */
    private static final String PRODUCT = "parallel";

    private OwnRule() {}

    /** A clause like "must divide attention heads (64)."; empty when the value breaks no rule by itself. */
    static Optional<Problem> broken(JobFrame frame, Knob knob, int value) {
        Optional<Layout> alone = alone(knob, value);
        if (alone.isEmpty()) {
            return Optional.empty();
        }
        Optional<Problem> rule =
                LayoutRules.check(frame.model(), frame.cluster(), frame.workload(), alone.get(), frame.stack()).stream()
                        .filter(problem -> !problem.where().equals(PRODUCT))
                        .findFirst();
        int devices = frame.cluster().devices();
        return rule.isEmpty() && knob != Knob.MICRO_BATCH && devices % value != 0
                ? Optional.of(new Problem("", "must divide the number of GPUs (" + Wording.number(devices) + ").", ""))
                : rule;
    }

    /** A layout in which nothing but the given knob is above one; knobs that need others to mean anything have none. */
    private static Optional<Layout> alone(Knob knob, int value) {
        return switch (knob) {
            case TENSOR -> layout(new ParallelDegrees(value, 1, 1, 1, value, 1), 1);
            case PIPELINE -> layout(new ParallelDegrees(1, value, 1, 1, 1, 1), 1);
            case CONTEXT -> layout(new ParallelDegrees(1, 1, value, 1, 1, 1), 1);
            case EXPERT -> layout(new ParallelDegrees(1, 1, 1, value, 1, value), 1);
            case DATA -> layout(new ParallelDegrees(1, 1, 1, 1, 1, value), 1);
            case MICRO_BATCH -> layout(new ParallelDegrees(1, 1, 1, 1, 1, 1), value);
            case EXPERT_TENSOR, VIRTUAL, ZERO -> Optional.empty();
        };
    }

    private static Optional<Layout> layout(ParallelDegrees degrees, int microBatch) {
        return Optional.of(new Layout(
                degrees,
                new OneForwardOneBackward(),
                microBatch,
                SequenceParallel.OFF,
                ContextMethod.RING,
                MemorySaving.of(new Recompute.None(), 0)));
    }
}
