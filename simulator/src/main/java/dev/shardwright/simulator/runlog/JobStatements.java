package dev.shardwright.simulator.runlog;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import java.util.Locale;

/** What a job says of the run that it describes. */
public final class JobStatements {
    private JobStatements() {}

    /** Everything about a job; {@code where} names its file. */
    public static void state(TrainingJob job, String where, Statements stated) {
        ModelStatements.state(job.model(), where, stated);
        cluster(job.cluster(), where, stated, job.cluster().name());
        stated.state(Fact.GPUS, job.cluster().devices(), where);
        stated.state(Fact.SEQUENCE_LENGTH, job.workload().sequenceLength(), where);
        stated.state(Fact.GLOBAL_BATCH, job.workload().globalBatch(), where);
        layout(job.layout(), job.model().hasExperts(), where, stated);
        stated.state(Fact.PRECISION, job.numerics().precision().label(), where);
        stated.suggest(Fact.OPTIMIZER, job.numerics().optimizer().name(), where);
        stated.state(Fact.STACK, job.stack().name(), where);
    }

    /** Machines, found again by {@code name}; a run may use fewer devices of a node than there are. */
    public static void cluster(Cluster cluster, String where, Statements stated, String name) {
        stated.state(Fact.CLUSTER, name, where);
        stated.state(Fact.GPU, cluster.accelerator().name(), where);
        stated.suggest(Fact.GPUS_PER_NODE, cluster.node().devices(), where);
    }

    private static void layout(Layout layout, boolean experts, String where, Statements stated) {
        ParallelDegrees degrees = layout.degrees();
        stated.state(Fact.TENSOR, degrees.tensor(), where);
        stated.state(Fact.PIPELINE, degrees.pipeline(), where);
        stated.state(Fact.DATA, degrees.data(), where);
        stated.state(Fact.CONTEXT, degrees.context(), where);
        if (experts) {
            stated.state(Fact.EXPERT, degrees.expert(), where);
            stated.state(Fact.EXPERT_TENSOR, degrees.expertTensor(), where);
        }
        stated.state(Fact.SEQUENCE_PARALLEL, layout.sequenceParallel() == SequenceParallel.ON, where);
        if (layout.schedule().virtualStages() > 1) {
            stated.state(Fact.VIRTUAL_PIPELINE, layout.schedule().virtualStages(), where);
        }
        if (degrees.pipeline() > 1) {
            stated.suggest(Fact.SCHEDULE, layout.schedule().name(), where);
        }
        stated.state(Fact.MICRO_BATCH, layout.microBatch(), where);
        saving(layout.memorySaving(), where, stated);
    }

    private static void saving(MemorySaving saving, String where, Statements stated) {
        Sharding sharding = saving.sharding();
        stated.state(Fact.ZERO, sharding.stage().ordinal(), where);
        stated.suggest(Fact.FULLY_SHARDED, sharding.stage() == Sharding.Stage.PARAMETERS, where);
        if (sharding.replicas() > 1) {
            stated.state(Fact.REPLICAS, sharding.replicas(), where);
        }
        stated.state(Fact.RECOMPUTE, recompute(saving.recompute()), where);
        if (saving.offload() != Offload.NONE) {
            stated.state(Fact.OFFLOAD, saving.offload().name().toLowerCase(Locale.ROOT), where);
        }
    }

    /** The word of measured runs. */
    public static String recompute(Recompute recompute) {
        return recompute instanceof Recompute.PerRank some ? "per-layer:" + some.layers() : recompute.name();
    }
}
