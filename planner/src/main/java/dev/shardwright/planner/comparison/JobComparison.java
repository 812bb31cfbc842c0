package dev.shardwright.planner.comparison;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.step.Detail;
import dev.shardwright.simulator.step.StepTimeline;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.unit.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compares schedules for one job, of which nothing else changes. */
public final class JobComparison {
    private final TrainingJob job;

    public JobComparison(TrainingJob job) {
        this.job = job;
    }

    public Comparison<JobRow> of(List<PipelineSchedule> schedules) {
        List<JobRow> rows = new ArrayList<>();
        List<Comparison.Refusal> refused = new ArrayList<>();
        for (PipelineSchedule schedule : schedules) {
            try {
                rows.add(row(with(schedule)));
            } catch (InvalidInputException e) {
                refused.add(new Comparison.Refusal(schedule, reason(e)));
            }
        }
        rows.sort(Comparator.comparing(row -> row.played().step()));
        return new Comparison<>(rows, refused);
    }

    private static String reason(InvalidInputException e) {
        return e.problems().stream().map(Problem::rule).collect(Collectors.joining(" "));
    }

    /** Throws InvalidInputException when the job cannot have the schedule. */
    private TrainingJob with(PipelineSchedule schedule) {
        Layout l = job.layout();
        Layout layout = new Layout(
                l.degrees(), schedule, l.microBatch(), l.sequenceParallel(), l.contextMethod(), l.memorySaving());
        return new TrainingJob(job.model(), job.cluster(), job.workload(), layout, job.numerics(), job.stack());
    }

    private static JobRow row(TrainingJob job) {
        PipelineSchedule schedule = job.layout().schedule();
        int ranks = job.layout().degrees().pipeline();
        StepTimeline timeline = Simulator.timeline(job, Detail.PASSES);
        double inFlight = InFlight.most(schedule, ranks, job.microBatches());
        return new JobRow(Simulator.simulate(job), played(timeline, ranks), inFlight);
    }

    private static JobRow.Played played(StepTimeline step, int ranks) {
        double tasks = step.tasks().value();
        double busy = IntStream.range(0, ranks)
                .mapToDouble(rank -> step.timeline().busy(rank, Stream.COMPUTE).value())
                .average()
                .orElse(0);
        Bytes peak = IntStream.range(0, ranks)
                .mapToObj(rank -> step.memory(rank).peak())
                .max(Comparator.naturalOrder())
                .orElse(Bytes.ZERO);
        return new JobRow.Played(step.step(), Math.max(0, 1 - busy / tasks), peak, sent(step.timeline(), ranks));
    }

    private static Bytes sent(Timeline timeline, int ranks) {
        TaskGraph graph = timeline.graph();
        long[] sent = new long[ranks];
        for (int task = 0; task < graph.size(); task++) {
            Stream stream = graph.stream(task);
            if (stream == Stream.SEND_FORWARD || stream == Stream.SEND_BACKWARD) {
                sent[graph.rank(task)] += graph.work(task).amount().bytes().value();
            }
        }
        return new Bytes(
                IntStream.range(0, ranks).mapToLong(rank -> sent[rank]).max().orElse(0));
    }
}
