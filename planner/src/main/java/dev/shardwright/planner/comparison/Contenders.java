package dev.shardwright.planner.comparison;

import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.planner.request.ScheduleKind.Stages;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The schedules that are compared. */
public final class Contenders {
    private Contenders() {}

    /** Kinds that leave the number of virtual stages open take part once for each of the given ones that they can have. */
    public static List<PipelineSchedule> of(List<ScheduleKind> kinds, List<Integer> virtualStages) {
        Set<PipelineSchedule> schedules = new LinkedHashSet<>();
        for (ScheduleKind kind : kinds) {
            if (kind.stages() == Stages.PRESCRIBED) {
                schedules.add(kind.smallest());
            } else {
                virtualStages.stream()
                        .filter(stages -> stages >= kind.smallest().virtualStages())
                        .forEach(stages -> schedules.add(kind.with(stages)));
            }
        }
        return List.copyOf(schedules);
    }
}
