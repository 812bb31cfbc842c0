package dev.shardwright.planner.export.llmfoundry;

import dev.shardwright.planner.export.config.Listing;
import dev.shardwright.planner.export.config.Placeholder;
import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.Scalar;
import dev.shardwright.planner.export.config.Section;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.planner.export.config.StartScript.Setting;
import dev.shardwright.planner.export.config.UsualTraining;
import dev.shardwright.planner.export.config.YamlText;
import dev.shardwright.planner.export.job.Heading;
import dev.shardwright.planner.export.job.JobLimits;
import dev.shardwright.planner.export.job.RankEnvironment;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** train.yaml for scripts/train/train.py. Composer's fsdp_config accepts any key in silence: these are all known ones. */
public record FoundryFiles(TrainingJob job, Release release) {
    public static final List<Release> RELEASES =
            List.of(new Release("llm-foundry", "0.22", "8c8dd48f7 of 2025-07-21, Composer 0.32"));
    public static final String CONFIG_FILE = "train.yaml";

    private static final double FULL_BYTES = 4;

    public static List<Problem> refusals(TrainingJob job) {
        return FoundryLimits.check(job);
    }

    public String config(Optional<Report> prediction) {
        Section all = Section.EMPTY
                .with("max_seq_len", job.workload().sequenceLength())
                .with("run_name", job.model().name())
                .with("model", MptModel.of(job))
                .with("tokenizer", tokenizer())
                .with("train_loader", loader())
                .and(training())
                .and(batch())
                .with("fsdp_config", fsdp());
        return YamlText.of(new Heading(job, release.title()).lines(prediction), all);
    }

    private Section tokenizer() {
        Section arguments =
                Section.EMPTY.with("model_max_length", job.workload().sequenceLength());
        return Section.EMPTY.with("name", Placeholder.of("tokenizer")).with("kwargs", arguments);
    }

    private Section loader() {
        Section dataset = Section.EMPTY
                .with("local", Placeholder.of("streaming dataset"))
                .with("split", "train")
                .with("shuffle", true)
                .with("max_seq_len", job.workload().sequenceLength())
                .with("shuffle_seed", UsualTraining.SEED);
        return Section.EMPTY
                .with("name", "text")
                .with("dataset", dataset)
                .with("drop_last", true)
                .with("num_workers", 8);
    }

    private static Section training() {
        Section clipping =
                Section.EMPTY.with("clipping_type", "norm").with("clipping_threshold", UsualTraining.CLIPPING);
        return Section.EMPTY
                .with(
                        "optimizer",
                        Section.EMPTY
                                .with("name", "decoupled_adamw")
                                .with("lr", UsualTraining.LEARNING_RATE)
                                .with(
                                        "betas",
                                        Listing.of(Scalar.of(UsualTraining.BETA_1), Scalar.of(UsualTraining.BETA_2)))
                                .with("eps", UsualTraining.EPSILON)
                                .with("weight_decay", UsualTraining.WEIGHT_DECAY * UsualTraining.LEARNING_RATE)
                                .because("decoupled: already times the learning rate"))
                .with(
                        "scheduler",
                        Section.EMPTY
                                .with("name", "cosine_with_warmup")
                                .with("t_warmup", UsualTraining.WARM_UP_STEPS + "ba")
                                .with("alpha_f", UsualTraining.LEAST_LEARNING_RATE / UsualTraining.LEARNING_RATE))
                .with("algorithms", Section.EMPTY.with("gradient_clipping", clipping))
                .with("max_duration", UsualTraining.STEPS + "ba")
                .with("eval_interval", 0)
                .with("seed", UsualTraining.SEED);
    }

    private Section batch() {
        return Section.EMPTY
                .with("global_train_batch_size", job.workload().globalBatch())
                .with("device_train_microbatch_size", job.layout().microBatch())
                .because(job.microBatches() + " micro-batches a step")
                .with("device_eval_batch_size", job.layout().microBatch())
                .with("precision", precision())
                .with("expandable_segments", true);
    }

    private String precision() {
        return switch (job.numerics().precision()) {
            case FP32 -> "fp32";
            case FP16 -> "amp_fp16";
            default -> "amp_bf16";
        };
    }

    private Section fsdp() {
        Sharding sharding = job.layout().memorySaving().sharding();
        boolean hybrid = sharding.stage() == Stage.PARAMETERS && sharding.replicas() > 1;
        boolean half = job.stack().communication().reduction().gradientBytes() < FULL_BYTES;
        int data = job.layout().degrees().data();
        return Section.EMPTY
                .with("sharding_strategy", hybrid ? "HYBRID_SHARD" : strategy(sharding.stage()))
                .when(
                        hybrid,
                        all -> all.with("data_parallel_shard_degree", data / sharding.replicas())
                                .with("data_parallel_replicate_degree", sharding.replicas()))
                .with("mixed_precision", half ? "PURE" : "DEFAULT")
                .because("PURE reduces gradients in 16 bit, DEFAULT in 32")
                .with("activation_checkpointing", JobLimits.recomputes(job))
                .with("activation_checkpointing_reentrant", false)
                .with("activation_cpu_offload", false)
                .with("limit_all_gathers", true)
                .with("state_dict_type", "sharded");
    }

    private static String strategy(Stage stage) {
        return switch (stage) {
            case PARAMETERS -> "FULL_SHARD";
            case GRADIENTS -> "SHARD_GRAD_OP";
            default -> "NO_SHARD";
        };
    }

    public String script(Optional<Report> prediction) {
        Setting checkout = new Setting("LLM_FOUNDRY_PATH", "a checkout of llm-foundry");
        List<String> command = new ArrayList<>(List.of("composer", "--nproc=" + Heading.ranksPerNode(job)));
        if (Heading.nodes(job) > 1) {
            command.addAll(List.of(
                    "--world_size=" + job.cluster().devices(),
                    "--node_rank=\"$NODE_RANK\"",
                    "--master_addr=\"$MASTER_ADDR\"",
                    "--master_port=\"$MASTER_PORT\""));
        }
        command.addAll(List.of("\"$LLM_FOUNDRY_PATH/scripts/train/train.py\"", CONFIG_FILE));
        return new StartScript(
                        new Heading(job, release.title()),
                        List.of("Replace every PLACEHOLDER in " + CONFIG_FILE + " first."),
                        List.of(checkout),
                        RankEnvironment.of(job),
                        command)
                .text(prediction);
    }
}
