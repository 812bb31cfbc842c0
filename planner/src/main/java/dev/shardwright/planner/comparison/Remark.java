package dev.shardwright.planner.comparison;

import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.PipelineSchedule.Ending;
import java.util.Arrays;
import java.util.List;

/** What a schedule asks for beyond an order of passes. */
public enum Remark {
    WEIGHTS_TWICE(
            "weights twice",
            "each rank holds a stage of either direction, so that weights, gradients and optimizer states are there twice."),
    CHECKED_LATE(
            "checked late",
            "no rank waits for the norm of all gradients: the optimizer steps first and takes a step back when a later check"
                    + " fails (Qi et al. 2023, section 4)."),
    OLD_GRADIENTS(
            "old gradients",
            "gradients belong to older weights than those they change; what that does to convergence is not modelled.");

    private final String label;
    private final String text;

    Remark(String label, String text) {
        this.label = label;
        this.text = text;
    }

    public String label() {
        return label;
    }

    /** A sentence that follows the label. */
    public String text() {
        return text;
    }

    private boolean holdsFor(PipelineSchedule schedule) {
        return switch (this) {
            case WEIGHTS_TWICE -> schedule.weightCopies() > 1;
            case CHECKED_LATE -> schedule.ending() == Ending.STAGGERED;
            case OLD_GRADIENTS -> schedule.ending() == Ending.NEVER;
        };
    }

    public static List<Remark> of(PipelineSchedule schedule) {
        return Arrays.stream(values())
                .filter(remark -> remark.holdsFor(schedule))
                .toList();
    }
}
