package dev.shardwright.planner.export.torchtitan;

import dev.shardwright.planner.export.config.Comment;
import dev.shardwright.planner.export.config.Listing;
import dev.shardwright.planner.export.config.Scalar;
import dev.shardwright.planner.export.config.UsualTraining;
import dev.shardwright.planner.export.config.Value;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.SequenceParallel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * recipe.py for the torchtitan that is configured in Python: its own recipe of the model, with everything set that the
 * layout touches. Batches are counted in tokens; unknown attributes are refused by the slotted classes.
 */
final class RecipeConfig {
    /** The function that {@code --config} names. */
    static final String FUNCTION = "train";

    private final TitanRun run;
    private final TrainingJob job;
    private final ParallelDegrees degrees;
    private final Flavor.Name name;
    private final List<String> lines = new ArrayList<>();

    RecipeConfig(TitanRun run) {
        this.run = run;
        this.job = run.job();
        this.degrees = run.degrees();
        this.name = run.flavor().orElseThrow().name();
    }

    String text(List<String> heading) {
        lines.addAll(Comment.lines(heading));
        imports();
        lines.add("def " + FUNCTION + "() -> Trainer.Config:");
        set("config = " + name.recipe() + "()");
        set("config.model_spec = model_registry(" + Scalar.of(name.flavor()) + ")");
        training();
        parallelism();
        memory();
        set("return config");
        return String.join("\n", lines) + "\n";
    }

    private void imports() {
        String checkpointing = run.recomputesAll() ? "FullAC" : run.recomputesProducts() ? "SelectiveAC" : "";
        if (!checkpointing.isEmpty()) {
            lines.add("from torchtitan.distributed.activation_checkpoint import " + checkpointing);
        }
        String module = "torchtitan.models." + name.module();
        lines.add("from " + module + " import model_registry");
        lines.add("from " + module + ".config_registry import " + name.recipe());
        lines.add("from torchtitan.trainer import Trainer");
        lines.addAll(List.of("", ""));
    }

    private void training() {
        long length = job.workload().sequenceLength();
        set("training = config.training");
        set("training.num_tokens_per_microbatch_per_dp_rank = " + job.layout().microBatch() * length);
        set("training.num_tokens_per_train_step = " + job.workload().globalBatch() * length);
        set("training.max_context_length = " + length);
        set("training.steps = " + UsualTraining.STEPS);
        set("training.enable_cpu_offload = " + word(job.layout().memorySaving().offload() == Offload.PARAMETERS));
        set("training.disable_cuda_graphs = " + word(run.pipelines() || degrees.expert() > 1));
        set("training.mixed_precision_param = \"bfloat16\"");
    }

    private void parallelism() {
        set("parallelism = config.parallelism");
        parallel("data_parallel_replicate_degree", run.replicate());
        parallel("data_parallel_shard_degree", run.shard());
        set("parallelism.fsdp_reshard_after_forward = " + Scalar.of(run.reshard()));
        parallel("tensor_parallel_degree", degrees.tensor());
        boolean off = degrees.tensor() > 1 && job.layout().sequenceParallel() == SequenceParallel.OFF;
        set("parallelism.enable_sequence_parallel = " + word(!off));
        parallel("context_parallel_degree", degrees.context());
        parallel("expert_parallel_degree", degrees.expert());
        parallel("pipeline_parallel_degree", degrees.pipeline());
        if (run.pipelines()) {
            set("parallelism.pipeline_parallel_schedule = " + Scalar.of(run.schedule()));
            parallel("num_pp_microbatches", job.microBatches());
            set("parallelism.module_fqns_per_model_part = [");
            run.stages().forEach(names -> set("    " + line(Listing.ofTexts(names)) + ","));
            set("]");
        }
    }

    private void parallel(String key, int degree) {
        set("parallelism." + key + " = " + degree);
    }

    private void memory() {
        set("config.activation_checkpoint = "
                + (run.recomputesAll()
                        ? "FullAC.Config()"
                        : run.recomputesProducts() ? "SelectiveAC.Config()" : "None"));
        set("config.compile.enable = True");
        set("config.compile.enable_async_tensor_parallel = " + word(run.overlapsTensorTraffic()));
        set("config.compile.components = " + line(Listing.ofTexts(run.compiled())));
    }

    private void set(String statement) {
        lines.add("    " + statement);
    }

    private static String line(Listing list) {
        return list.values().stream().map(Value::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String word(boolean value) {
        return value ? "True" : "False";
    }
}
