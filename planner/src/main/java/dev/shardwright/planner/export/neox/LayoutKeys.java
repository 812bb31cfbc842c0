package dev.shardwright.planner.export.neox;

import dev.shardwright.planner.export.config.Section;
import dev.shardwright.planner.export.job.JobLimits;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding.Stage;

/** Parallel degrees, batch, precision, sharding and recompute. */
final class LayoutKeys {
    private static final double FULL_BYTES = 4;
    private static final long BUCKET = 500_000_000;

    private LayoutKeys() {}

    static Section of(TrainingJob job) {
        return parallel(job).and(batch(job)).and(precision(job)).and(memory(job));
    }

    private static Section parallel(TrainingJob job) {
        ParallelDegrees d = job.layout().degrees();
        boolean piped = d.pipeline() > 1;
        return Section.EMPTY
                .with("global_num_gpus", job.cluster().devices())
                .with("pipe_parallel_size", piped ? d.pipeline() : 0)
                .because("0: without the pipeline engine, which refuses ZeRO stages 2 and 3")
                .when(piped, all -> all.with("pipe_partition_method", "type:transformer|mlp"))
                .with("model_parallel_size", d.tensor())
                .with("sequence_parallel", job.layout().sequenceParallel() == SequenceParallel.ON);
    }

    private static Section batch(TrainingJob job) {
        return Section.EMPTY
                .with("train_batch_size", job.workload().globalBatch())
                .with("train_micro_batch_size_per_gpu", job.layout().microBatch())
                .with("gradient_accumulation_steps", job.microBatches());
    }

    private static Section precision(TrainingJob job) {
        Precision precision = job.numerics().precision();
        Section enabled = Section.EMPTY.with("enabled", true);
        boolean full = job.stack().communication().reduction().gradientBytes() >= FULL_BYTES;
        return switch (precision) {
            case FP32 -> Section.EMPTY.with("precision", "fp32");
            case FP16 -> Section.EMPTY.with("precision", "fp16").with("fp16", enabled);
            default ->
                Section.EMPTY
                        .with("precision", "bfloat16")
                        .with("bf16", enabled)
                        .with("data_types", Section.EMPTY.with("grad_accum_dtype", full ? "fp32" : "bf16"));
        };
    }

    private static Section memory(TrainingJob job) {
        Stage stage = job.layout().memorySaving().sharding().stage();
        Section zero = Section.EMPTY
                .with("stage", stage.ordinal())
                .with("allgather_partitions", true)
                .with("allgather_bucket_size", BUCKET)
                .with("reduce_scatter", true)
                .with("reduce_bucket_size", BUCKET)
                .with(
                        "overlap_comm",
                        job.stack().communication().overlap().data().step() > 0)
                .with("contiguous_gradients", true)
                .and(offload(job.layout().memorySaving().offload()));
        return Section.EMPTY
                .with("zero_optimization", zero)
                .with("checkpoint_activations", JobLimits.recomputes(job))
                .with("checkpoint_num_layers", 1)
                .with("partition_activations", false)
                .with("synchronize_each_layer", false);
    }

    private static Section offload(Offload offload) {
        Section host = Section.EMPTY.with("device", "cpu").with("pin_memory", true);
        return switch (offload) {
            case NONE -> Section.EMPTY;
            case OPTIMIZER -> Section.EMPTY.with("offload_optimizer", host);
            case PARAMETERS -> Section.EMPTY.with("offload_optimizer", host).with("offload_param", host);
        };
    }
}
