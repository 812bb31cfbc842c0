package dev.shardwright.planner.export.nanotron;

import dev.shardwright.planner.export.config.Listing;
import dev.shardwright.planner.export.config.Placeholder;
import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.Section;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.planner.export.config.StartScript.Setting;
import dev.shardwright.planner.export.config.UsualTraining;
import dev.shardwright.planner.export.config.YamlText;
import dev.shardwright.planner.export.job.Architecture;
import dev.shardwright.planner.export.job.Architecture.Biases;
import dev.shardwright.planner.export.job.Heading;
import dev.shardwright.planner.export.job.JobLimits;
import dev.shardwright.planner.export.job.PlainDecoder;
import dev.shardwright.planner.export.job.RankEnvironment;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.stack.Communication.TensorOverlap;
import java.util.List;
import java.util.Optional;

/** nanotron.yaml for run_train.py. The global batch has no key: it is micro-batch x accumulation x data parallel. */
public record NanotronFiles(TrainingJob job, Release release) {
    public static final List<Release> RELEASES = List.of(new Release("nanotron", "0.5", "2411b022 of 2026-04-07"));
    public static final String CONFIG_FILE = "nanotron.yaml";

    private static final double FULL_BYTES = 4;
    private static final double INITIAL_SPREAD = 0.02;

    public static List<Problem> refusals(TrainingJob job) {
        return NanotronLimits.check(job);
    }

    public String config(Optional<Report> prediction) {
        Section all = Section.EMPTY
                .with("general", general())
                .with("parallelism", parallelism())
                .with("model", model())
                .with("tokenizer", Section.EMPTY.with("tokenizer_name_or_path", Placeholder.of("tokenizer")))
                .with("checkpoints", checkpoints())
                .with("logging", logging())
                .with("tokens", tokens())
                .with("optimizer", optimizer())
                .with("data_stages", Listing.of(stage()));
        return YamlText.of(new Heading(job, release.title()).lines(prediction), all);
    }

    private Section general() {
        return Section.EMPTY
                .with("project", job.model().name())
                .with("run", "shardwright-%date_%jobid")
                .with("seed", UsualTraining.SEED)
                .with("ignore_sanity_checks", true);
    }

    private Section parallelism() {
        ParallelDegrees d = job.layout().degrees();
        boolean sequence = job.layout().sequenceParallel() == SequenceParallel.ON;
        TensorOverlap overlap = job.stack().communication().overlap().tensor();
        boolean hidden = overlap.tiled() > 0 || overlap.besideGradients() > 0;
        return Section.EMPTY
                .with("dp", d.data())
                .with("tp", d.tensor())
                .with("pp", d.pipeline())
                .with("context_parallel_size", 1)
                .with("expert_parallel_size", 1)
                .with("pp_engine", job.layout().schedule().name().equals("gpipe") ? "afab" : "1f1b")
                .with("tp_mode", sequence ? "REDUCE_SCATTER" : "ALL_REDUCE")
                .because("REDUCE_SCATTER is sequence parallelism")
                .with("tp_linear_async_communication", sequence && hidden)
                .with("recompute_layer", JobLimits.recomputes(job));
    }

    private Section model() {
        return Section.EMPTY
                .with("dtype", dtype())
                .with("ddp_bucket_cap_mb", 25)
                .with("make_vocab_size_divisible_by", 1)
                .with("init_method", Section.EMPTY.with("std", INITIAL_SPREAD))
                .with("model_config", shape());
    }

    private String dtype() {
        return switch (job.numerics().precision()) {
            case FP32 -> "float32";
            case FP16 -> "float16";
            default -> "bfloat16";
        };
    }

    /** Llama, unless the model has what only Qwen2 has here; the marker decides which of the two it becomes. */
    private Section shape() {
        SelfAttention attention = PlainDecoder.attention(job);
        boolean biases = new Architecture(job.model()).biases() == Biases.QUERY_KEY_VALUE;
        int window = PlainDecoder.window(job);
        boolean qwen = biases || window > 0;
        return Section.EMPTY
                .with(qwen ? "is_qwen2_config" : "is_llama_config", true)
                .with("hidden_act", "silu")
                .with("hidden_size", job.model().hidden())
                .with("intermediate_size", PlainDecoder.feedForward(job).inner())
                .with("num_hidden_layers", job.model().layers().size())
                .with("num_attention_heads", attention.heads())
                .with("num_key_value_heads", attention.kvHeads())
                .with("attention_bias", biases)
                .when(window > 0, all -> all.with("sliding_window_size", window))
                .with("max_position_embeddings", job.workload().sequenceLength())
                .with("rms_norm_eps", UsualTraining.NORM_EPSILON)
                .with("rope_theta", (double) UsualTraining.ROTARY_BASE)
                .because("not part of a plan: the model's own")
                .with("rope_interleaved", false)
                .with("tie_word_embeddings", job.model().vocabulary().tied())
                .with("vocab_size", job.model().vocabulary().size());
    }

    private static Section checkpoints() {
        return Section.EMPTY.with("checkpoints_path", "checkpoints").with("checkpoint_interval", UsualTraining.STEPS);
    }

    private static Section logging() {
        return Section.EMPTY
                .with("iteration_step_info_interval", 1)
                .with("log_level", "info")
                .with("log_level_replica", "info");
    }

    private Section tokens() {
        return Section.EMPTY
                .with("sequence_length", job.workload().sequenceLength())
                .with("micro_batch_size", job.layout().microBatch())
                .with("batch_accumulation_per_replica", job.microBatches())
                .because("x data parallel x micro-batch = " + job.workload().globalBatch() + " sequences a step")
                .with("train_steps", UsualTraining.STEPS)
                .with("val_check_interval", -1);
    }

    private Section optimizer() {
        boolean zero = job.layout().memorySaving().sharding().stage() == Stage.OPTIMIZER;
        boolean full = job.stack().communication().reduction().gradientBytes() >= FULL_BYTES;
        return Section.EMPTY
                .with("zero_stage", zero ? 1 : 0)
                .with("accumulate_grad_in_fp32", full)
                .with("clip_grad", UsualTraining.CLIPPING)
                .with("weight_decay", UsualTraining.WEIGHT_DECAY)
                .with("optimizer_factory", factory())
                .with("learning_rate_scheduler", scheduler());
    }

    private Section factory() {
        if (job.numerics().optimizer().equals(Optimizer.SGD)) {
            return Section.EMPTY.with("name", "sgd");
        }
        return Section.EMPTY
                .with("name", "adamW")
                .with("adam_beta1", UsualTraining.BETA_1)
                .with("adam_beta2", UsualTraining.BETA_2)
                .with("adam_eps", UsualTraining.EPSILON)
                .with("torch_adam_is_fused", true);
    }

    private static Section scheduler() {
        return Section.EMPTY
                .with("learning_rate", UsualTraining.LEARNING_RATE)
                .with("lr_warmup_steps", UsualTraining.WARM_UP_STEPS)
                .with("lr_warmup_style", "linear")
                .with("lr_decay_style", "cosine")
                .with("min_decay_lr", UsualTraining.LEAST_LEARNING_RATE);
    }

    private static Section stage() {
        Section data = Section.EMPTY
                .with(
                        "dataset",
                        Section.EMPTY
                                .with("hf_dataset_or_datasets", Placeholder.of("dataset"))
                                .with("hf_dataset_splits", "train")
                                .with("text_column_name", "text"))
                .with("num_loading_workers", 1)
                .with("seed", UsualTraining.SEED);
        return Section.EMPTY
                .with("name", "training")
                .with("start_training_step", 1)
                .with("data", data);
    }

    public String script(Optional<Report> prediction) {
        Setting checkout = new Setting("NANOTRON_PATH", "a checkout of nanotron");
        List<String> command = StartScript.torchrun(job);
        command.addAll(List.of("\"$NANOTRON_PATH/run_train.py\"", "--config-file=" + CONFIG_FILE));
        return new StartScript(
                        new Heading(job, release.title()),
                        List.of("Replace every PLACEHOLDER in " + CONFIG_FILE + " first."),
                        List.of(checkout),
                        RankEnvironment.of(job),
                        command)
                .text(prediction);
    }
}
