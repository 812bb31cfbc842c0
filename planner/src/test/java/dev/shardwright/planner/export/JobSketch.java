package dev.shardwright.planner.export;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Adaptation;
import dev.shardwright.simulator.job.FullTraining;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.Routing;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.nio.file.Path;

/** A job written down choice by choice; what is not mentioned is the usual. */
public final class JobSketch {
    public static final Catalog CATALOG = Catalog.at(Path.of("..", "profiles"));

    private static final SoftwareStack MEGATRON = CATALOG.stacks().stack("megatron-core");

    private final Transformer model;
    private final Cluster cluster;
    private Workload workload = new Workload(4096, 256);
    private ParallelDegrees degrees;
    private PipelineSchedule schedule = new OneForwardOneBackward();
    private int microBatch = 1;
    private SequenceParallel sequenceParallel = SequenceParallel.ON;
    private ContextMethod contextMethod = ContextMethod.RING;
    private Recompute recompute = new Recompute.None();
    private Sharding sharding = Sharding.zero(1);
    private Offload offload = Offload.NONE;
    private Precision precision = Precision.BF16;
    private Optimizer optimizer = Optimizer.ADAM;
    private Adaptation adaptation = new FullTraining();
    private SoftwareStack stack = MEGATRON;

    private JobSketch(Transformer model, Cluster cluster) {
        this.model = model;
        this.cluster = cluster;
        this.degrees = ParallelDegrees.dense(1, 1, cluster.devices());
    }

    /** On so many GPUs in DGX H100 nodes. */
    public static JobSketch of(String model, int gpus) {
        return of(CATALOG.models().model(model), CATALOG.hardware().cluster("dgx-h100", gpus));
    }

    public static JobSketch of(Transformer model, Cluster cluster) {
        return new JobSketch(model, cluster);
    }

    /** With the rest of the GPUs as data parallelism. */
    public JobSketch dense(int tensor, int pipeline, int context) {
        return experts(tensor, pipeline, context, 1, tensor);
    }

    public JobSketch experts(int tensor, int pipeline, int context, int expert, int expertTensor) {
        int data = cluster.devices() / (tensor * pipeline * context);
        degrees = new ParallelDegrees(tensor, pipeline, context, expert, expertTensor, data);
        sequenceParallel = tensor > 1 ? SequenceParallel.ON : SequenceParallel.OFF;
        return this;
    }

    public JobSketch batch(int sequenceLength, int globalBatch, int microBatchSize) {
        workload = new Workload(sequenceLength, globalBatch);
        microBatch = microBatchSize;
        return this;
    }

    public JobSketch interleaved(int virtualStages) {
        schedule = new Interleaved(virtualStages);
        return this;
    }

    public JobSketch schedule(PipelineSchedule other) {
        schedule = other;
        return this;
    }

    public JobSketch sequence(SequenceParallel other) {
        sequenceParallel = other;
        return this;
    }

    public JobSketch context(ContextMethod other) {
        contextMethod = other;
        return this;
    }

    public JobSketch recompute(String text) {
        recompute = Recompute.parse(text);
        return this;
    }

    public JobSketch sharding(int zeroStage, int replicas) {
        sharding = new Sharding(Sharding.zero(zeroStage).stage(), replicas);
        return this;
    }

    public JobSketch offload(Offload other) {
        offload = other;
        return this;
    }

    public JobSketch numerics(Precision format, Optimizer rule) {
        precision = format;
        optimizer = rule;
        return this;
    }

    public JobSketch adapters(Adaptation other) {
        adaptation = other;
        return this;
    }

    public JobSketch documents(int length) {
        workload = new Workload(workload.sequenceLength(), workload.globalBatch(), length);
        return this;
    }

    public JobSketch routing(Routing other) {
        workload = workload.withRouting(other);
        return this;
    }

    public JobSketch stack(SoftwareStack other) {
        stack = other;
        return this;
    }

    public JobSketch stack(String name) {
        return stack(CATALOG.stacks().stack(name));
    }

    public TrainingJob job() {
        MemorySaving saving = new MemorySaving(recompute, sharding, offload);
        Layout layout = new Layout(
                degrees,
                schedule,
                microBatch,
                degrees.tensor() > 1 ? sequenceParallel : SequenceParallel.OFF,
                contextMethod,
                saving);
        return new TrainingJob(model, cluster, workload, layout, new Numerics(precision, optimizer, adaptation), stack);
    }
}
