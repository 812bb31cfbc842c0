package dev.shardwright.planner.export.torchtitan;

import dev.shardwright.planner.export.config.Listing;
import dev.shardwright.planner.export.config.Section;
import dev.shardwright.planner.export.config.UsualTraining;
import dev.shardwright.planner.export.config.Value;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import java.util.List;

/** train.toml for the torchtitan that reads TOML. Every key that the layout touches is written, defaults too. */
final class TomlConfig {
    private static final String FLOAT8 = "quantize.linear.float8";

    private final TitanRun run;
    private final TrainingJob job;
    private final ParallelDegrees degrees;

    TomlConfig(TitanRun run) {
        this.run = run;
        this.job = run.job();
        this.degrees = run.degrees();
    }

    Section section() {
        return Section.EMPTY
                .with("job", Section.EMPTY.with("dump_folder", "./outputs"))
                .with("model", model())
                .with("optimizer", optimizer())
                .with("lr_scheduler", schedule())
                .with("training", training())
                .with("parallelism", parallelism())
                .with("activation_checkpoint", recompute())
                .with("compile", compile())
                .when(precision() != Precision.BF16, all -> all.with("quantize", quantize()));
    }

    private Precision precision() {
        return job.numerics().precision();
    }

    private Section model() {
        Flavor flavor = run.flavor().orElseThrow();
        return Section.EMPTY
                .with("name", flavor.name().module())
                .with("flavor", flavor.name().flavor())
                .with("hf_assets_path", flavor.assetsPath())
                .when(precision() != Precision.BF16, all -> all.with("converters", Listing.ofTexts(List.of(FLOAT8))));
    }

    private static Section optimizer() {
        return Section.EMPTY
                .with("name", "AdamW")
                .with("lr", UsualTraining.LEARNING_RATE)
                .with("beta1", UsualTraining.BETA_1)
                .with("beta2", UsualTraining.BETA_2)
                .with("eps", UsualTraining.EPSILON)
                .with("weight_decay", UsualTraining.WEIGHT_DECAY);
    }

    private static Section schedule() {
        return Section.EMPTY
                .with("warmup_steps", UsualTraining.WARM_UP_STEPS)
                .with("decay_type", "cosine")
                .with("min_lr_factor", UsualTraining.LEAST_LEARNING_RATE / UsualTraining.LEARNING_RATE);
    }

    /** A pipeline cuts the local batch into micro-batches; without one, a step has several local batches. */
    private Section training() {
        int microBatch = job.layout().microBatch();
        return Section.EMPTY
                .with("dataset", "c4")
                .with("local_batch_size", run.pipelines() ? microBatch * job.microBatches() : microBatch)
                .because(run.pipelines() ? "all micro-batches of a step" : "the micro-batch")
                .with("global_batch_size", job.workload().globalBatch())
                .with("seq_len", job.workload().sequenceLength())
                .with("max_norm", UsualTraining.CLIPPING)
                .with("steps", UsualTraining.STEPS)
                .with("enable_cpu_offload", job.layout().memorySaving().offload() == Offload.PARAMETERS)
                .with("mixed_precision_param", "bfloat16")
                .with("mixed_precision_reduce", "float32");
    }

    private Section parallelism() {
        return Section.EMPTY
                .with("data_parallel_replicate_degree", run.replicate())
                .with("data_parallel_shard_degree", run.shard())
                .with("fsdp_reshard_after_forward", run.reshard())
                .because("always is ZeRO-3, never ZeRO-2; the default depends on the pipeline")
                .with("tensor_parallel_degree", degrees.tensor())
                .with("enable_async_tensor_parallel", run.overlapsTensorTraffic())
                .with("context_parallel_degree", degrees.context())
                .with("context_parallel_rotate_method", run.rotation())
                .with("expert_parallel_degree", degrees.expert())
                .with("expert_tensor_parallel_degree", run.expertTensor())
                .with("pipeline_parallel_degree", degrees.pipeline())
                .when(run.pipelines(), this::pipeline);
    }

    private Section pipeline(Section section) {
        List<Value> stages = run.stages().stream()
                .map(names -> (Value) Listing.ofTexts(names))
                .toList();
        return section.with("pipeline_parallel_schedule", run.schedule())
                .with("pipeline_parallel_microbatch_size", job.layout().microBatch())
                .with("module_fqns_per_model_part", new Listing(stages))
                .because("one list a stage, in the order of the model");
    }

    private Section recompute() {
        if (run.recomputesAll()) {
            return Section.EMPTY.with("mode", "full");
        }
        return run.recomputesProducts()
                ? Section.EMPTY.with("mode", "selective").with("selective_ac_option", "op")
                : Section.EMPTY.with("mode", "none");
    }

    private Section compile() {
        return Section.EMPTY.with("enable", true).with("components", Listing.ofTexts(run.compiled()));
    }

    private Section quantize() {
        boolean rows = precision() == Precision.FP8_ROW;
        Section float8 = rows
                ? Section.EMPTY.with("recipe_name", "rowwise")
                : Section.EMPTY
                        .with("enable_fsdp_float8_all_gather", run.fsdpRanks() > 1)
                        .with("precompute_float8_dynamic_scale_for_fsdp", run.fsdpRanks() > 1);
        return Section.EMPTY.with(
                "linear", Section.EMPTY.with("float8", float8.with("filter_fqns", Listing.ofTexts(List.of("output")))));
    }
}
