package dev.shardwright.planner.request;

import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import java.util.List;

/** Choices that are not numbers; an empty list leaves the choice to the planner. */
public record Methods(
        List<Recompute> recompute,
        List<ScheduleKind> schedules,
        List<SequenceParallel> sequenceParallel,
        List<ContextMethod> context,
        List<Offload> offload) {
    public static final Methods FREE = new Methods(List.of(), List.of(), List.of(), List.of(), List.of());

    public Methods {
        recompute = List.copyOf(recompute);
        schedules = List.copyOf(schedules);
        sequenceParallel = List.copyOf(sequenceParallel);
        context = List.copyOf(context);
        offload = List.copyOf(offload);
    }

    public Methods withRecompute(List<Recompute> other) {
        return new Methods(other, schedules, sequenceParallel, context, offload);
    }

    public Methods withOffload(Offload other) {
        return new Methods(recompute, schedules, sequenceParallel, context, List.of(other));
    }

    /** The same with the other's choices where this one leaves them to the planner. */
    public Methods orElse(Methods other) {
        return new Methods(
                recompute.isEmpty() ? other.recompute : recompute,
                schedules.isEmpty() ? other.schedules : schedules,
                sequenceParallel.isEmpty() ? other.sequenceParallel : sequenceParallel,
                context.isEmpty() ? other.context : context,
                offload.isEmpty() ? other.offload : offload);
    }
}
