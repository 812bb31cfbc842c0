package dev.shardwright.planner.export.job;

import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.Methods;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The choices of which a framework knows only some, written down one by one. */
public record Words(Freedom freedom) {
    public static final Words ALL = new Words(Freedom.FULL);

    /** The values of a degree or stage. */
    public Words only(Knob knob, Integer... values) {
        return new Words(freedom.with(knob, new Range.OneOf(new TreeSet<>(Set.of(values)))));
    }

    private Words with(Methods methods) {
        return new Words(freedom.with(methods));
    }

    private Methods methods() {
        return freedom.methods();
    }

    public Words recompute(Recompute... kinds) {
        return with(methods().withRecompute(List.of(kinds)));
    }

    /** Recomputation of every layer or of none. */
    public Words recomputeAllOrNone() {
        return recompute(new Recompute.None(), new Recompute.Full());
    }

    /** Pipelines without virtual stages. */
    public Words plainPipeline() {
        Methods m = methods();
        List<ScheduleKind> plain = List.of(ScheduleKind.ONE_FORWARD_ONE_BACKWARD);
        return with(new Methods(m.recompute(), plain, m.sequenceParallel(), m.context(), m.offload()));
    }

    public Words sequence(SequenceParallel only) {
        Methods m = methods();
        return with(new Methods(m.recompute(), m.schedules(), List.of(only), m.context(), m.offload()));
    }

    public Words context(ContextMethod only) {
        Methods m = methods();
        return with(new Methods(m.recompute(), m.schedules(), m.sequenceParallel(), List.of(only), m.offload()));
    }
}
