package dev.shardwright.planner.fallback;

import dev.shardwright.planner.export.job.Heading;
import dev.shardwright.simulator.job.TrainingJob;
import java.util.Optional;

/**
 * What to start on so many nodes; no job where none fits or can be said.
 *
 * @param wantedBatch the global batch of the plan, which the job keeps where some layout divides it
 */
public record Fallback(int nodes, int wantedBatch, Optional<TrainingJob> job) {
    static Fallback of(TrainingJob job, int wantedBatch) {
        return new Fallback(Heading.nodes(job), wantedBatch, Optional.of(job));
    }

    /** The folder of its files. */
    public String folder() {
        return "nodes-" + nodes;
    }

    /** For people, one line: "7 nodes: 56 GPUs, global batch 511 instead of 512, which 56 GPUs cannot share". */
    public String words() {
        String start = nodes + (nodes == 1 ? " node: " : " nodes: ");
        return start + job.map(this::words).orElse("nothing fits that the framework can say");
    }

    private String words(TrainingJob found) {
        int gpus = found.cluster().devices();
        int batch = found.workload().globalBatch();
        String changed = batch == wantedBatch
                ? ""
                : " instead of " + wantedBatch + ", which no layout of " + gpus + " GPUs that fits can share out";
        return gpus + " GPUs, global batch " + batch + changed;
    }

    boolean keepsTheBatch() {
        return job.map(found -> found.workload().globalBatch() == wantedBatch).orElse(true);
    }
}
