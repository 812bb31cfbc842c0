package dev.shardwright.simulator.job;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.List;

/** One training job, legal by construction: creating one whose layout breaks a rule throws with every broken rule. */
public record TrainingJob(
        Transformer model, Cluster cluster, Workload workload, Layout layout, Numerics numerics, SoftwareStack stack) {
    public TrainingJob {
        List<Problem> problems = LayoutRules.check(model, cluster, workload, layout, stack);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    /** Micro-batches per replica and step. */
    public int microBatches() {
        return workload.globalBatch() / (layout.microBatch() * layout.degrees().data());
    }

    public TrainingJob withLayout(Layout other) {
        return new TrainingJob(model, cluster, workload, other, numerics, stack);
    }
}
