package dev.shardwright.planner.request;

import dev.shardwright.simulator.catalog.UserPath;
import dev.shardwright.simulator.jobfile.PassOrderFile;
import dev.shardwright.simulator.schedule.ExplicitOrder;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
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

    /** How the name of a file with an order of passes ends. */
    private static final String ORDER = ".csv";

    /** The two that every search tries are made without a look at all the others. */
    public static final ScheduleKind ONE_FORWARD_ONE_BACKWARD =
            new ScheduleKind(new OneForwardOneBackward(), Stages.PRESCRIBED);

    public static final ScheduleKind INTERLEAVED = new ScheduleKind(new Interleaved(2), Stages.CHOSEN);

    /** Exactly the given one. */
    public static ScheduleKind of(PipelineSchedule schedule) {
        return new ScheduleKind(schedule, Stages.PRESCRIBED);
    }

    /** Every schedule that has a name. */
    public static List<ScheduleKind> all() {
        return Schedules.names().stream().map(ScheduleKind::parse).toList();
    }

    /** Those whose gradients belong to the weights that they change. */
    public static List<ScheduleKind> exact() {
        return all().stream()
                .filter(kind -> kind.smallest().ending() != PipelineSchedule.Ending.NEVER)
                .toList();
    }

    /**
     * Reads a name, one of the names that frameworks have for it, or the path of a file with an order of passes; throws
     * IllegalArgumentException for any other name, and InvalidInputException for a file that cannot be used.
     */
    public static ScheduleKind parse(String text) {
        if (text.endsWith(ORDER)) {
            return new ScheduleKind(PassOrderFile.read(UserPath.of(text).orElseThrow()), Stages.PRESCRIBED);
        }
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
        if (virtualStages == smallest.virtualStages()) {
            return smallest;
        }
        if (smallest instanceof ExplicitOrder) {
            throw new IllegalArgumentException(
                    "the order has " + smallest.virtualStages() + " stages per rank, not " + virtualStages);
        }
        return smallest instanceof Interleaved && virtualStages > 1
                ? new Interleaved(virtualStages)
                : Schedules.parse(name(), virtualStages);
    }
}
