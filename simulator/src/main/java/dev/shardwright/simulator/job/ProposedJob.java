package dev.shardwright.simulator.job;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.List;

/** What somebody means to train; unlike a {@link TrainingJob}, its layout may break rules. */
public record ProposedJob(
        Transformer model, Cluster cluster, Workload workload, Layout layout, Numerics numerics, SoftwareStack stack) {
    public static ProposedJob of(TrainingJob job) {
        return new ProposedJob(job.model(), job.cluster(), job.workload(), job.layout(), job.numerics(), job.stack());
    }

    /** The rules that the layout breaks; none when the job is legal. */
    public List<Problem> broken() {
        return LayoutRules.check(model, cluster, workload, layout, stack);
    }

    /** Throws InvalidInputException with every broken rule. */
    public TrainingJob job() {
        return new TrainingJob(model, cluster, workload, layout, numerics, stack);
    }
}
