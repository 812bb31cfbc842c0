package dev.shardwright.gui.timeline;

import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.Schedules;
import java.util.ArrayList;
import java.util.List;

/** A job's own schedule, and the others that it may have with nothing else changed. */
record ScheduleChoice(TrainingJob job, PipelineSchedule schedule) {
    /** The job's own first; only that one for a job without a pipeline. */
    static List<ScheduleChoice> of(TrainingJob job) {
        PipelineSchedule own = job.layout().schedule();
        List<ScheduleChoice> choices = new ArrayList<>();
        choices.add(new ScheduleChoice(job, own));
        if (job.layout().degrees().pipeline() > 1) {
            for (PipelineSchedule schedule : Schedules.all(own.virtualStages())) {
                if (!schedule.equals(own) && proposed(job, schedule).broken().isEmpty()) {
                    choices.add(new ScheduleChoice(proposed(job, schedule).job(), schedule));
                }
            }
        }
        return choices;
    }

    private static ProposedJob proposed(TrainingJob job, PipelineSchedule schedule) {
        Layout l = job.layout();
        Layout layout = new Layout(
                l.degrees(), schedule, l.microBatch(), l.sequenceParallel(), l.contextMethod(), l.memorySaving());
        return new ProposedJob(job.model(), job.cluster(), job.workload(), layout, job.numerics(), job.stack());
    }

    String label() {
        return schedule.virtualStages() > 1
                ? schedule.name() + " (" + schedule.virtualStages() + " stages per rank)"
                : schedule.name();
    }
}
