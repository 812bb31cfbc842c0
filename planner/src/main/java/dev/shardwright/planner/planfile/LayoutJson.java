package dev.shardwright.planner.planfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.schedule.PipelineSchedule;

/** A layout as JSON, in the field's short forms. */
public final class LayoutJson {
    private static final int MOST_SHARDED = 3;

    private LayoutJson() {}

    /** The choices by their short names. */
    public static ObjectNode write(Layout layout) {
        ParallelDegrees d = layout.degrees();
        MemorySaving saving = layout.memorySaving();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("tp", d.tensor());
        node.put("pp", d.pipeline());
        node.put("virtual_pp", layout.schedule().virtualStages());
        node.put("cp", d.context());
        node.put("ep", d.expert());
        node.put("etp", d.expertTensor());
        node.put("dp", d.data());
        node.put("zero_stage", saving.sharding().stage().ordinal());
        node.put("sharding_replicas", saving.sharding().replicas());
        node.put("sequence_parallel", layout.sequenceParallel() == SequenceParallel.ON);
        node.put("micro_batch", layout.microBatch());
        node.put("recompute", saving.recompute().name());
        node.put("schedule", layout.schedule().name());
        node.put("context_method", Fields.name(layout.contextMethod()));
        node.put("offload", Fields.name(saving.offload()));
        return node;
    }

    static Layout read(Fields f) {
        return new Layout(
                degrees(f),
                schedule(f),
                f.whole("micro_batch", 1),
                f.flag("sequence_parallel") ? SequenceParallel.ON : SequenceParallel.OFF,
                f.constant("context_method", ContextMethod.class),
                new MemorySaving(
                        f.read("recompute", Recompute::parse), sharding(f), f.constant("offload", Offload.class)));
    }

    private static ParallelDegrees degrees(Fields f) {
        int tensor = f.whole("tp", 1);
        int pipeline = f.whole("pp", 1);
        int context = f.whole("cp", 1);
        int expert = f.whole("ep", 1);
        int expertTensor = f.whole("etp", 1);
        int data = f.whole("dp", 1);
        return f.checked("", () -> new ParallelDegrees(tensor, pipeline, context, expert, expertTensor, data));
    }

    private static PipelineSchedule schedule(Fields f) {
        int virtualStages = f.whole("virtual_pp", 1);
        ScheduleKind kind = f.read("schedule", ScheduleKind::parse);
        return f.checked("virtual_pp", () -> kind.with(virtualStages));
    }

    private static Sharding sharding(Fields f) {
        int stage = f.whole("zero_stage", 0);
        if (stage > MOST_SHARDED) {
            throw f.problem("zero_stage", "must be 0 to 3, but is " + stage + ".");
        }
        return new Sharding(Sharding.zero(stage).stage(), f.whole("sharding_replicas", 1));
    }
}
