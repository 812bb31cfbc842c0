package dev.shardwright.planner.export.deepspeed;

import dev.shardwright.planner.export.config.JsonText;
import dev.shardwright.planner.export.config.Listing;
import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.Scalar;
import dev.shardwright.planner.export.config.Section;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.planner.export.config.StartScript.Setting;
import dev.shardwright.planner.export.config.UsualTraining;
import dev.shardwright.planner.export.job.Heading;
import dev.shardwright.planner.export.job.JobLimits;
import dev.shardwright.planner.export.job.RankEnvironment;
import dev.shardwright.planner.export.shell.Exports;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ds_config.json with numbers throughout, and the TrainingArguments of the Hugging Face Trainer with the same numbers:
 * the Trainer refuses two files that differ, and fills in "auto" only where it is told to.
 */
public record DeepSpeedFiles(TrainingJob job, Release release) {
    public static final List<Release> RELEASES =
            List.of(new Release("DeepSpeed", "0.19", "edaa72212 of 2026-08-22, Trainer of 02348331"));
    public static final String CONFIG_FILE = "ds_config.json";
    public static final String ARGUMENTS_FILE = "training_arguments.json";

    private static final double FULL_BYTES = 4;

    public static List<Problem> refusals(TrainingJob job) {
        return DeepSpeedLimits.check(job);
    }

    public String config() {
        return JsonText.of(batch().and(precision())
                .with("gradient_clipping", UsualTraining.CLIPPING)
                .with("zero_optimization", ZeroSection.of(job))
                .and(parallel())
                .with("optimizer", optimizer())
                .with("scheduler", scheduler()));
    }

    private ParallelDegrees degrees() {
        return job.layout().degrees();
    }

    /** DeepSpeed and the Trainer count ranks differently with tensor or sequence ranks: two keys say it all. */
    private Section batch() {
        boolean sameCount = degrees().tensor() == 1 && degrees().context() == 1;
        return Section.EMPTY
                .when(
                        sameCount,
                        all -> all.with("train_batch_size", job.workload().globalBatch()))
                .with("train_micro_batch_size_per_gpu", job.layout().microBatch())
                .with("gradient_accumulation_steps", job.microBatches());
    }

    private Section precision() {
        Precision precision = job.numerics().precision();
        Section types = Section.EMPTY.with("grad_accum_dtype", accumulates());
        return Section.EMPTY
                .with("bf16", Section.EMPTY.with("enabled", precision == Precision.BF16))
                .with("fp16", Section.EMPTY.with("enabled", precision == Precision.FP16))
                .when(precision == Precision.BF16, all -> all.with("data_types", types));
    }

    /** Format of the gradients that a step adds up, as the software stack keeps them. */
    private String accumulates() {
        return job.stack().communication().reduction().gradientBytes() < FULL_BYTES ? "bf16" : "fp32";
    }

    private Section parallel() {
        ParallelDegrees d = degrees();
        Section experts = Section.EMPTY.with("enabled", true).with("autoep_size", d.expert());
        return Section.EMPTY
                .when(d.tensor() > 1, all -> all.with("tensor_parallel", Section.EMPTY.with("autotp_size", d.tensor())))
                .when(d.context() > 1, all -> all.with("sequence_parallel_size", d.context()))
                .when(d.expert() > 1, all -> all.with("expert_parallel", experts));
    }

    private static Section optimizer() {
        return Section.EMPTY
                .with("type", "AdamW")
                .with(
                        "params",
                        Section.EMPTY
                                .with("lr", UsualTraining.LEARNING_RATE)
                                .with(
                                        "betas",
                                        Listing.of(Scalar.of(UsualTraining.BETA_1), Scalar.of(UsualTraining.BETA_2)))
                                .with("eps", UsualTraining.EPSILON)
                                .with("weight_decay", UsualTraining.WEIGHT_DECAY));
    }

    private static Section scheduler() {
        return Section.EMPTY
                .with("type", "WarmupCosineLR")
                .with(
                        "params",
                        Section.EMPTY
                                .with("total_num_steps", UsualTraining.STEPS)
                                .with("warmup_num_steps", UsualTraining.WARM_UP_STEPS));
    }

    /** For HfArgumentParser.parse_json_file. */
    public String arguments() {
        Precision precision = job.numerics().precision();
        return JsonText.of(Section.EMPTY
                .with("output_dir", "checkpoints")
                .with("deepspeed", CONFIG_FILE)
                .with("per_device_train_batch_size", job.layout().microBatch())
                .with("gradient_accumulation_steps", job.microBatches())
                .with("gradient_checkpointing", JobLimits.recomputes(job))
                .with("bf16", precision == Precision.BF16)
                .with("fp16", precision == Precision.FP16)
                .with("max_steps", UsualTraining.STEPS)
                .with("learning_rate", UsualTraining.LEARNING_RATE)
                .with("adam_beta1", UsualTraining.BETA_1)
                .with("adam_beta2", UsualTraining.BETA_2)
                .with("adam_epsilon", UsualTraining.EPSILON)
                .with("weight_decay", UsualTraining.WEIGHT_DECAY)
                .with("max_grad_norm", UsualTraining.CLIPPING)
                .with("warmup_steps", UsualTraining.WARM_UP_STEPS)
                .with("logging_steps", 1)
                .with("save_strategy", "no"));
    }

    public String script(Optional<Report> prediction) {
        Setting script = new Setting("TRAIN_SCRIPT", "a script that gives " + ARGUMENTS_FILE + " to HfArgumentParser");
        List<String> command = StartScript.torchrun(job);
        command.addAll(List.of(script.word(), ARGUMENTS_FILE));
        return new StartScript(new Heading(job, release.title()), notes(), List.of(script), environment(), command)
                .text(prediction);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("Model, sequences of " + job.workload().sequenceLength()
                + " tokens and data are the script's: the two files have no keys for them.");
        if (job.model().hasExperts() && stage() == Stage.PARAMETERS) {
            notes.add("zero_optimization.leaf_module names blocks of experts, as set_z3_leaf_modules does: without it");
            notes.add(
                    "ranks that route no token to an expert wait for its parameters for ever. Add your model's class.");
        }
        if (job.layout().memorySaving().sharding().replicas() > 1) {
            notes.add("mics_shard_size: build the model under deepspeed.zero.MiCS_Init.");
        }
        if (degrees().tensor() > 1) {
            notes.add(
                    "AutoTP: DeepSpeed counts tensor ranks in train_batch_size, which is therefore left out; a step takes "
                            + job.workload().globalBatch() + " sequences.");
        }
        return notes;
    }

    private Stage stage() {
        return job.layout().memorySaving().sharding().stage();
    }

    private Exports environment() {
        Exports exports = RankEnvironment.of(job);
        if (degrees().context() > 1) {
            String reason = "Ulysses: the Trainer's Accelerator reads its sequence ranks here";
            exports.set("ACCELERATE_USE_PARALLELISM_CONFIG", "true", reason);
            exports.set("PARALLELISM_CONFIG_SP_BACKEND", "deepspeed", reason);
            exports.set("PARALLELISM_CONFIG_SP_SIZE", String.valueOf(degrees().context()), reason);
        }
        return exports;
    }
}
