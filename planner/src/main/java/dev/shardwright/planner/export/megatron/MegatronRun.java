package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.job.Architecture;
import dev.shardwright.planner.export.job.Generation;
import dev.shardwright.planner.export.job.Heading;
import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.stack.Communication.Overlap;

/** A job and the release that is to run it: what every group of arguments is made from. */
record MegatronRun(TrainingJob job, MegatronRelease release, StageLayers stages) {
    static MegatronRun of(TrainingJob job, MegatronRelease release) {
        return new MegatronRun(job, release, StageLayers.of(job));
    }

    Architecture architecture() {
        return new Architecture(job.model());
    }

    Generation generation() {
        return Generation.of(job.cluster().accelerator());
    }

    Layout layout() {
        return job.layout();
    }

    ParallelDegrees degrees() {
        return job.layout().degrees();
    }

    Sharding sharding() {
        return job.layout().memorySaving().sharding();
    }

    Overlap overlap() {
        return job.stack().communication().overlap();
    }

    /** Ranks that hold the same dense weights. */
    int replicas() {
        return degrees().data() * degrees().context();
    }

    /** Gradients, or also parameters, are split: Megatron-LM's own FSDP. */
    boolean fullyShards() {
        return sharding().stage().atLeast(Stage.GRADIENTS);
    }

    /** Optimizer states are split, or what keeps them needs the distributed optimizer and there is one rank only. */
    boolean distributesOptimizer() {
        return sharding().stage().atLeast(Stage.OPTIMIZER) || (replicas() == 1 && precisionAware());
    }

    /** Moments in few bits, or states in host memory. */
    boolean precisionAware() {
        return AdamMoments.of(job.numerics().optimizer()).isLow()
                || job.layout().memorySaving().offload() == Offload.OPTIMIZER;
    }

    int gpusPerNode() {
        return Heading.ranksPerNode(job);
    }
}
