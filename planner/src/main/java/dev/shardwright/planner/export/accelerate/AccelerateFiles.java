package dev.shardwright.planner.export.accelerate;

import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.Section;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.planner.export.config.StartScript.Setting;
import dev.shardwright.planner.export.config.YamlText;
import dev.shardwright.planner.export.job.Heading;
import dev.shardwright.planner.export.job.JobLimits;
import dev.shardwright.planner.export.job.RankEnvironment;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * accelerate.yaml for {@code accelerate launch}: FSDP2 with a mesh of replicas, shards, context and tensor ranks. Every
 * size carries its whole prefix, without which it would be ignored in silence.
 */
public record AccelerateFiles(TrainingJob job, Release release) {
    public static final List<Release> RELEASES = List.of(new Release("Accelerate", "1.15", "16cb6eb8 of 2026-07-24"));
    public static final String CONFIG_FILE = "accelerate.yaml";

    private static final String SIZE = "parallelism_config_";

    public static List<Problem> refusals(TrainingJob job) {
        return AccelerateLimits.check(job);
    }

    public String config(Optional<Report> prediction) {
        List<String> heading = new ArrayList<>(new Heading(job, release.title()).lines(prediction));
        heading.addAll(List.of(
                "",
                "Micro-batch, accumulation, sequence length and data are your script's; launch.sh hands them over."));
        return YamlText.of(heading, processes().and(fsdp()).and(mesh()));
    }

    private Section processes() {
        int nodes = Heading.nodes(job);
        return Section.EMPTY
                .with("compute_environment", "LOCAL_MACHINE")
                .with("distributed_type", "FSDP")
                .with("num_machines", nodes)
                .with("num_processes", job.cluster().devices())
                .because("of all machines")
                .with("machine_rank", 0)
                .with("rdzv_backend", nodes > 1 ? "c10d" : "static")
                .with("same_network", true)
                .with("main_training_function", "main")
                .with("mixed_precision", precision())
                .when(job.numerics().precision() == Precision.FP8_TENSOR, all -> all.with("fp8_config", fp8()));
    }

    private String precision() {
        return switch (job.numerics().precision()) {
            case FP32 -> "no";
            case FP16 -> "fp16";
            case FP8_TENSOR -> "fp8";
            default -> "bf16";
        };
    }

    private static Section fp8() {
        return Section.EMPTY.with("fp8_backend", "AO").because("torchao: one scale per tensor");
    }

    private Section fsdp() {
        Sharding sharding = job.layout().memorySaving().sharding();
        return Section.EMPTY.with(
                "fsdp_config",
                Section.EMPTY
                        .with("fsdp_version", 2)
                        .with("fsdp_reshard_after_forward", sharding.stage() != Stage.GRADIENTS)
                        .because("false keeps parameters until the backward pass: ZeRO-2")
                        .with("fsdp_auto_wrap_policy", "TRANSFORMER_BASED_WRAP")
                        .because("wraps what the model calls _no_split_modules, its decoder layers")
                        .with("fsdp_state_dict_type", "SHARDED_STATE_DICT")
                        .with("fsdp_offload_params", job.layout().memorySaving().offload() == Offload.PARAMETERS)
                        .with("fsdp_activation_checkpointing", JobLimits.recomputes(job))
                        .with("fsdp_cpu_ram_efficient_loading", false));
    }

    private Section mesh() {
        ParallelDegrees d = job.layout().degrees();
        int replicas = job.layout().memorySaving().sharding().stage() == Stage.NONE
                ? 1
                : job.layout().memorySaving().sharding().replicas();
        Section sizes = Section.EMPTY
                .with(SIZE + "dp_replicate_size", replicas)
                .with(SIZE + "dp_shard_size", d.data() / replicas)
                .with(SIZE + "cp_size", d.context())
                .when(
                        d.context() > 1,
                        all -> all.with(
                                        SIZE + "cp_comm_strategy",
                                        job.layout().contextMethod() == ContextMethod.RING ? "alltoall" : "allgather")
                                .because("alltoall passes keys and values around the ring"))
                .with(SIZE + "tp_size", d.tensor());
        return Section.EMPTY.with("parallelism_config", sizes);
    }

    public String script(Optional<Report> prediction) {
        Setting script = new Setting("TRAIN_SCRIPT", "a training script that calls Accelerator()");
        List<String> command = new ArrayList<>(List.of("accelerate launch", "--config_file=" + CONFIG_FILE));
        if (Heading.nodes(job) > 1) {
            command.addAll(List.of(
                    "--machine_rank=\"$NODE_RANK\"",
                    "--main_process_ip=\"$MASTER_ADDR\"",
                    "--main_process_port=\"$MASTER_PORT\""));
        }
        command.add(script.word());
        command.addAll(List.of(
                "--per_device_train_batch_size=" + job.layout().microBatch(),
                "--gradient_accumulation_steps=" + job.microBatches(),
                "--max_seq_length=" + job.workload().sequenceLength()));
        return new StartScript(
                        new Heading(job, release.title()),
                        List.of("Name the last three arguments as your script does; optimizer: "
                                + job.numerics().optimizer().name() + "."),
                        List.of(script),
                        RankEnvironment.of(job),
                        command)
                .text(prediction);
    }
}
