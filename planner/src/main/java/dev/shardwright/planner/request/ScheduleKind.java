package dev.shardwright.planner.request;

import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.Schedules;
import java.util.List;

/**
 * A pipeline schedule before its number of virtual stages is known.
 *
 * @param smallest the schedule with the fewest virtual stages that it can have
 */
public record ScheduleKind(PipelineSchedule smallest, Stages stages) {
    /** Who says how many virtual stages there are. */
    public enum Stages {
        PRESCRIBED,
        CHOSEN
    }

    /** Every schedule that has a name. */
    public static final List<ScheduleKind> ALL =
            Schedules.names().stream().map(ScheduleKind::parse).toList();

    /** Those whose gradients belong to the weights that they change. */
    public static final List<ScheduleKind> EXACT = ALL.stream()
            .filter(kind -> kind.smallest().ending() != PipelineSchedule.Ending.NEVER)
            .toList();

    public static final ScheduleKind ONE_FORWARD_ONE_BACKWARD = parse("1f1b");
    public static final ScheduleKind INTERLEAVED = parse("interleaved");

    /** Reads a name, or one of the names that frameworks have for it; throws IllegalArgumentException for any other. */
    public static ScheduleKind parse(String text) {
        int fewest = has(text, 1) || !has(text, 2) ? 1 : 2;
        return new ScheduleKind(
                Schedules.parse(text, fewest), has(text, 2) && has(text, 3) ? Stages.CHOSEN : Stages.PRESCRIBED);
    }

    private static boolean has(String name, int virtualStages) {
        try {
            return Schedules.parse(name, virtualStages).virtualStages() == virtualStages;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    public String name() {
        return smallest.name();
    }

    /** Throws IllegalArgumentException if the schedule cannot have that many virtual stages. */
    public PipelineSchedule with(int virtualStages) {
        return virtualStages == smallest.virtualStages() ? smallest : Schedules.parse(name(), virtualStages);
    }
}
