package dev.shardwright.planner.cli;

import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.Methods;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.simulator.catalog.StackDefaults;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.List;

/** The one layout that fully pinned options describe; what they leave out has the stack's own default. */
final class PinnedLayout {
    private final Freedom freedom;
    private final StackDefaults defaults;

    private PinnedLayout(Freedom freedom, StackDefaults defaults) {
        this.freedom = freedom;
        this.defaults = defaults;
    }

    /** Data parallel ranks take the devices that are left. Throws InvalidInputException for anything but one value. */
    static Layout of(Freedom freedom, int devices, StackDefaults defaults) {
        PinnedLayout pinned = new PinnedLayout(freedom, defaults);
        ParallelDegrees degrees = pinned.degrees(devices);
        Methods methods = freedom.methods();
        return new Layout(
                degrees,
                pinned.schedule(degrees.pipeline()),
                pinned.value(Knob.MICRO_BATCH, 1),
                one(
                        "--sequence-parallel",
                        methods.sequenceParallel(),
                        degrees.tensor() > 1 ? SequenceParallel.ON : SequenceParallel.OFF),
                one("--context-method", methods.context(), ContextMethod.RING),
                pinned.saving());
    }

    private ParallelDegrees degrees(int devices) {
        int tensor = value(Knob.TENSOR, 1);
        int pipeline = value(Knob.PIPELINE, 1);
        int context = value(Knob.CONTEXT, 1);
        int expert = value(Knob.EXPERT, 1);
        long ranks = (long) tensor * pipeline * context;
        int data = value(Knob.DATA, remaining(devices, ranks));
        int expertTensor = value(Knob.EXPERT_TENSOR, defaults.expertTensor(tensor, expert));
        try {
            return new ParallelDegrees(tensor, pipeline, context, expert, expertTensor, data);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "--ep = " + expert, e.getMessage() + ".", "Change --ep, --etp, --tp, --cp or --dp.");
        }
    }

    private int remaining(int devices, long ranks) {
        if (!freedom.pinned(Knob.DATA) && devices % ranks != 0) {
            throw new InvalidInputException(
                    "--tp x --pp x --cp = " + ranks,
                    "must divide the number of GPUs (" + devices + "), since data parallel ranks take the rest.",
                    "Maybe use degrees whose product is " + divisorBelow(devices, ranks) + ".");
        }
        return (int) (devices / ranks);
    }

    private static long divisorBelow(int number, long limit) {
        long divisor = Math.min(number, limit);
        while (number % divisor != 0) {
            divisor--;
        }
        return divisor;
    }

    private PipelineSchedule schedule(int pipeline) {
        int stated = value(Knob.VIRTUAL, 1);
        ScheduleKind kind = one(
                "--schedule",
                freedom.methods().schedules(),
                stated > 1 ? ScheduleKind.INTERLEAVED : ScheduleKind.ONE_FORWARD_ONE_BACKWARD);
        boolean prescribed = kind.stages() == ScheduleKind.Stages.PRESCRIBED;
        int chunks = value(Knob.VIRTUAL, prescribed ? kind.smallest().virtualStages() : 1);
        try {
            return kind.with(chunks);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "--virtual-pp = " + chunks, "cannot be: " + e.getMessage() + ".", suggestion(pipeline, prescribed));
        }
    }

    private static String suggestion(int pipeline, boolean prescribed) {
        if (pipeline == 1) {
            return "Leave --schedule and --virtual-pp out.";
        }
        return prescribed
                ? "Leave it out, or use --schedule interleaved."
                : "Maybe use --schedule interleaved --virtual-pp 2.";
    }

    private MemorySaving saving() {
        Methods methods = freedom.methods();
        return new MemorySaving(
                one("--recompute", methods.recompute(), Recompute.parse(defaults.recompute())),
                Sharding.zero(value(Knob.ZERO, defaults.zero().stage())),
                one("--offload", methods.offload(), Offload.NONE));
    }

    private int value(Knob knob, int fallback) {
        Range range = freedom.range(knob);
        if (!range.pinned()) {
            return fallback;
        }
        List<Integer> values = range.examples();
        if (values.size() != 1) {
            throw new InvalidInputException(
                    knob.option() + " = " + range, "must be one number here.", "Use `plan` to compare several.");
        }
        return values.get(0);
    }

    private static <T> T one(String option, List<T> values, T fallback) {
        if (values.size() > 1) {
            throw new InvalidInputException(option, "must be one value here.", "Use `plan` to compare several.");
        }
        return values.isEmpty() ? fallback : values.get(0);
    }
}
