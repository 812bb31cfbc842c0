package dev.shardwright.planner.fallback;

import dev.shardwright.planner.Planner;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.export.job.Heading;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The plan of a job and, for when nodes are missing, the best plans of the same job on fewer nodes. */
public final class FallbackSet {
    private final TrainingJob job;
    private final Target target;
    private final SearchMonitor monitor;

    private FallbackSet(TrainingJob job, Target target, SearchMonitor monitor) {
        this.job = job;
        this.target = target;
        this.monitor = monitor;
    }

    /**
     * The job itself, and the fastest for each number of nodes down to {@code fewer} less; only what the target can say.
     * Throws InvalidInputException when the job has not that many nodes to lose.
     */
    public static List<Fallback> of(TrainingJob job, Target target, int fewer, SearchMonitor monitor) {
        int nodes = Heading.nodes(job);
        if (fewer >= nodes) {
            throw new InvalidInputException(
                    "--fallback-nodes = " + fewer,
                    "must be less than the nodes of the plan (" + nodes + ").",
                    nodes == 1 ? "Plan for more nodes." : "Maybe use " + (nodes - 1) + ".");
        }
        FallbackSet set = new FallbackSet(job, target, monitor);
        List<Fallback> all = new ArrayList<>(List.of(Fallback.of(job, set.batch())));
        for (int left = nodes - 1; left >= nodes - fewer; left--) {
            all.add(set.best(left));
        }
        return List.copyOf(all);
    }

    private int batch() {
        return job.workload().globalBatch();
    }

    private Fallback best(int nodes) {
        Optional<TrainingJob> found = batches(nodes)
                .map(batch -> best(nodes, batch))
                .flatMap(Optional::stream)
                .findFirst();
        return new Fallback(nodes, batch(), found);
    }

    /** The plan's own, then the nearest that so many nodes can share. */
    private Stream<Integer> batches(int nodes) {
        int below = batch() / nodes * nodes;
        Stream<Integer> shared = Stream.of(below, below + nodes)
                .filter(batch -> batch > 0 && batch != batch())
                .sorted(Comparator.comparingInt(batch -> Math.abs(batch - batch())));
        return Stream.concat(Stream.of(batch()), shared);
    }

    private Optional<TrainingJob> best(int nodes, int batch) {
        Workload same = job.workload();
        Workload workload = new Workload(same.sequenceLength(), batch, same.documentLength(), same.routing());
        JobFrame frame = JobFrame.of(job).withWorkload(workload).withDevices(nodes * Heading.ranksPerNode(job));
        PlanningRequest request =
                PlanningRequest.of(frame).with(Freedom.FULL.with(target)).with(Goal.FASTEST.withAnswers(1));
        try {
            return Planner.plan(request, monitor).layouts().stream().findFirst().map(layout -> layout.job());
        } catch (InvalidInputException e) {
            // No layout is legal with this batch, or the target can say none: another batch may do.
            return Optional.empty();
        }
    }
}
