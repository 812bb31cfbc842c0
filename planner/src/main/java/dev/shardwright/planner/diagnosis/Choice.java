package dev.shardwright.planner.diagnosis;

import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.MethodChoice;
import dev.shardwright.simulator.stack.StageRule;
import dev.shardwright.simulator.stack.StageSplit;
import java.util.List;

/**
 * One thing that somebody can change in a launch script, with what must follow it: sequence parallelism follows tensor
 * parallelism, virtual stages follow pipeline stages, and data parallel ranks always take the devices that are left.
 */
public enum Choice {
    RECOMPUTE("recompute", List.of(), List.of(MethodChoice.RECOMPUTE)),
    SEQUENCE_PARALLEL("sequence parallel", List.of(), List.of(MethodChoice.SEQUENCE_PARALLEL)),
    SHARDING("ZeRO", List.of(Knob.ZERO), List.of()),
    OFFLOAD("offload", List.of(), List.of(MethodChoice.OFFLOAD)),
    MICRO_BATCH("micro-batch", List.of(Knob.MICRO_BATCH), List.of()),
    CONTEXT("context parallel", List.of(Knob.CONTEXT), List.of(MethodChoice.CONTEXT_METHOD)),
    TENSOR("tensor parallel", List.of(Knob.TENSOR, Knob.EXPERT_TENSOR), List.of(MethodChoice.SEQUENCE_PARALLEL)),
    EXPERT("expert parallel", List.of(Knob.EXPERT, Knob.EXPERT_TENSOR), List.of()),
    SCHEDULE("schedule", List.of(Knob.VIRTUAL), List.of(MethodChoice.SCHEDULE)),
    STAGES("layers of stages", List.of(), List.of()) {
        /** Other rules than equal counts already weigh the ends. */
        @Override
        JobFrame frame(JobFrame frame) {
            return frame.stack().execution().split().rule() == StageRule.UNIFORM_LAYERS
                    ? frame.with(frame.stack().withSplit(StageSplit.by(StageRule.UNIFORM_LAYERS_AND_ENDS)))
                    : frame;
        }
    },
    PIPELINE("pipeline parallel", List.of(Knob.PIPELINE, Knob.VIRTUAL), List.of(MethodChoice.SCHEDULE));

    private final String label;
    private final List<Knob> knobs;
    private final List<MethodChoice> methods;

    Choice(String label, List<Knob> knobs, List<MethodChoice> methods) {
        this.label = label;
        this.knobs = knobs;
        this.methods = methods;
    }

    /** The usual words for it. */
    public String label() {
        return label;
    }

    /** The freedom with this choice left open. */
    Freedom opened(Freedom pins) {
        Freedom opened = pins;
        for (Knob knob : knobs) {
            opened = opened.without(knob);
        }
        for (MethodChoice method : methods) {
            opened = opened.with(method.freed(opened.methods()));
        }
        return opened;
    }

    /** The job with what this choice changes beside the layout. */
    JobFrame frame(JobFrame frame) {
        return frame;
    }
}
