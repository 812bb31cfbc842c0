package dev.shardwright.planner.request;

import dev.shardwright.simulator.schedule.Gpipe;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;

/** A pipeline schedule before its number of virtual stages is known. */
public enum ScheduleKind {
    GPIPE,
    ONE_FORWARD_ONE_BACKWARD,
    INTERLEAVED;

    public PipelineSchedule with(int virtualStages) {
        return switch (this) {
            case GPIPE -> new Gpipe();
            case ONE_FORWARD_ONE_BACKWARD -> new OneForwardOneBackward();
            case INTERLEAVED -> new Interleaved(virtualStages);
        };
    }

    public static ScheduleKind of(PipelineSchedule schedule) {
        if (schedule instanceof Interleaved) {
            return INTERLEAVED;
        }
        return schedule instanceof Gpipe ? GPIPE : ONE_FORWARD_ONE_BACKWARD;
    }

    public static ScheduleKind parse(String text) {
        return switch (text) {
            case "gpipe" -> GPIPE;
            case "1f1b" -> ONE_FORWARD_ONE_BACKWARD;
            case "interleaved" -> INTERLEAVED;
            default -> throw new IllegalArgumentException("'" + text + "' is not one of gpipe, 1f1b, interleaved");
        };
    }
}
