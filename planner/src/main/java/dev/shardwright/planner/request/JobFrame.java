package dev.shardwright.planner.request;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.stack.SoftwareStack;

/** Everything of a training job but its layout. */
public record JobFrame(Transformer model, Cluster cluster, Workload workload, Numerics numerics, SoftwareStack stack) {
    /** Throws InvalidInputException when the layout breaks a rule. */
    public TrainingJob with(Layout layout) {
        return new TrainingJob(model, cluster, workload, layout, numerics, stack);
    }

    public JobFrame withDevices(int devices) {
        return with(cluster.withDevices(devices));
    }

    public JobFrame withWorkload(Workload other) {
        return new JobFrame(model, cluster, other, numerics, stack);
    }

    public JobFrame with(Cluster other) {
        return new JobFrame(model, other, workload, numerics, stack);
    }

    public JobFrame with(SoftwareStack other) {
        return new JobFrame(model, cluster, workload, numerics, other);
    }

    public static JobFrame of(TrainingJob job) {
        return new JobFrame(job.model(), job.cluster(), job.workload(), job.numerics(), job.stack());
    }
}
