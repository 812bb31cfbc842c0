package dev.shardwright.planner.diagnosis;

import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.Methods;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.planner.solver.LayoutOrder;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job as somebody runs it, whose layout may break rules. */
record Asked(JobFrame frame, Layout layout) {
    private static final List<ScheduleKind> USUAL_SCHEDULES =
            List.of(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, ScheduleKind.INTERLEAVED);

    static Asked of(ProposedJob job) {
        return new Asked(
                new JobFrame(job.model(), job.cluster(), job.workload(), job.numerics(), job.stack()), job.layout());
    }

    List<Problem> broken() {
        return proposed().broken();
    }

    /** The job, if it is legal. */
    Optional<TrainingJob> job() {
        return broken().isEmpty() ? Optional.of(frame.with(layout)) : Optional.empty();
    }

    private ProposedJob proposed() {
        return new ProposedJob(
                frame.model(), frame.cluster(), frame.workload(), layout, frame.numerics(), frame.stack());
    }

    /** Every choice with the one value that it has; data parallel ranks take the devices that are left. */
    Freedom pins() {
        Map<Knob, Range> ranges = new EnumMap<>(Knob.class);
        for (Knob knob : Knob.values()) {
            if (knob != Knob.DATA) {
                ranges.put(knob, Range.exactly(LayoutOrder.value(layout, knob)));
            }
        }
        return new Freedom(
                ranges,
                new Methods(
                        List.of(layout.memorySaving().recompute()),
                        List.of(ScheduleKind.of(layout.schedule())),
                        List.of(layout.sequenceParallel()),
                        List.of(layout.contextMethod()),
                        List.of(layout.memorySaving().offload())));
    }

    /** Everything open, and what the planner does not try by itself only where this job does it. */
    Freedom open() {
        MemorySaving saving = layout.memorySaving();
        Freedom open = saving.sharding().stage().atLeast(Sharding.Stage.GRADIENTS)
                ? Freedom.FULL.with(Knob.ZERO, new Range.Between(0, Sharding.Stage.values().length - 1))
                : Freedom.FULL;
        return open.with(new Methods(
                List.of(),
                usualSchedule() ? List.of() : with(USUAL_SCHEDULES, ScheduleKind.of(layout.schedule())),
                List.of(),
                with(List.of(ContextMethod.RING), layout.contextMethod()),
                with(List.of(Offload.NONE), saving.offload())));
    }

    private boolean usualSchedule() {
        return layout.schedule() instanceof OneForwardOneBackward || layout.schedule() instanceof Interleaved;
    }

    /** The usual values and another one; none, which leaves them to the planner, where the other is usual too. */
    private static <T> List<T> with(List<T> usual, T other) {
        if (usual.contains(other)) {
            return List.of();
        }
        List<T> all = new ArrayList<>(usual);
        all.add(other);
        return all;
    }
}
