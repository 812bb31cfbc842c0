package dev.shardwright.planner.importing.format;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.importing.fact.Stated;
import dev.shardwright.planner.importing.source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** torchtitan's TOML up to v0.2.2. */
public final class TitanReader {
    private static final String PARALLEL = "parallelism.";

    private final Arguments arguments;
    private final Facts facts;

    private TitanReader(Arguments arguments, Facts facts) {
        this.arguments = arguments;
        this.facts = facts;
    }

    /** Whether keys are torchtitan's. */
    public static boolean recognises(Arguments arguments) {
        return arguments.hasSection("parallelism.") && arguments.hasSection("training.")
                || arguments.hasSection("job.") && arguments.hasSection("training.");
    }

    public static void read(Arguments arguments, Facts facts) {
        TitanReader reader = new TitanReader(arguments, facts);
        reader.model();
        readParallelism(arguments, facts);
        reader.batch();
        readSchedule(arguments, facts);
        reader.recompute();
        readNumerics(arguments, facts);
        arguments.listUnknown(TitanReader::harmless);
    }

    static void readParallelism(Arguments arguments, Facts facts) {
        TitanReader reader = new TitanReader(arguments, facts);
        reader.degrees();
        reader.replicas();
    }

    static void readSchedule(Arguments arguments, Facts facts) {
        new TitanReader(arguments, facts).schedule();
    }

    static void readNumerics(Arguments arguments, Facts facts) {
        new TitanReader(arguments, facts).numerics();
    }

    static boolean harmless(String name) {
        return name.matches("(job|profiling|metrics|checkpoint|validation|comm|fault-tolerance|experimental|debug"
                + "|lr-scheduler|memory-estimation|float8|mx|quantize)\\..*|optimizer\\.(lr|eps|beta.*|weight-decay|implementation"
                + "|early-step-in-backward)|training\\.(max-norm|steps|dataset.*|seed|gc-.*|mixed-precision-reduce|dtype"
                + "|deterministic|data-parallel.*)|model\\.(tokenizer.*|hf-.*|print-.*)|.*description");
    }

    private void model() {
        arguments
                .get("model.name")
                .ifPresent(name -> facts.model(new Stated(
                        name.name(),
                        name.text() + " " + arguments.text("model.flavor").orElse(""),
                        name.place())));
    }

    private void degrees() {
        degree(JobField.TENSOR, "tensor_parallel_degree");
        degree(JobField.CONTEXT, "context_parallel_degree");
        degree(JobField.PIPELINE, "pipeline_parallel_degree");
        degree(JobField.EXPERT, "expert_parallel_degree");
        boolean experts = !facts.get(JobField.EXPERT).orElse("1").equals("1");
        // Without expert parallelism experts are divided like any other layer, whatever the key says.
        if (experts) {
            arguments.state(JobField.EXPERT_TENSOR, PARALLEL + "expert_tensor_parallel_degree");
        } else {
            arguments.get(PARALLEL + "expert_tensor_parallel_degree");
        }
        facts.imply(JobField.EXPERT_TENSOR, experts ? "1" : tensor());
        facts.imply(JobField.SEQUENCE_PARALLEL, tensor().equals("1") ? "off" : "on");
        String rotation =
                arguments.text(PARALLEL + "context_parallel_rotate_method").orElse("allgather");
        facts.imply(JobField.CONTEXT_METHOD, rotation.equals("alltoall") ? "ring" : "all-gather");
        for (String kernel : List.of("enable_async_tensor_parallel", "disable_loss_parallel")) {
            arguments.get(PARALLEL + kernel);
        }
        arguments.get("compile.enable", "compile.components", "training.compile");
        arguments.get("compile.components");
    }

    private String tensor() {
        return facts.get(JobField.TENSOR).orElse("1");
    }

    private void degree(JobField field, String key) {
        arguments.state(field, PARALLEL + key);
        facts.imply(field, "1");
    }

    private int count(JobField field) {
        return facts.number(field, 1).orElse(1);
    }

    /** Shards and replicas of FSDP; -1 shards over what is left. */
    private void replicas() {
        int replicas =
                arguments.number(PARALLEL + "data_parallel_replicate_degree").orElse(1);
        Optional<Argument> shard = arguments
                .get(PARALLEL + "data_parallel_shard_degree")
                .filter(n -> !n.text().equals("-1"));
        int shards = shard.map(Argument::text)
                .filter(n -> n.matches("[0-9]{1,7}"))
                .map(Integer::parseInt)
                .orElse(0);
        shard.ifPresent(n -> facts.state(JobField.DATA, String.valueOf((long) shards * replicas), n.stated()));
        if (shard.isPresent()) {
            long gpus = (long) shards
                    * replicas
                    * count(JobField.TENSOR)
                    * count(JobField.PIPELINE)
                    * count(JobField.CONTEXT);
            facts.assume(JobField.GPUS, String.valueOf(gpus), "the product of the degrees in the file");
        }
        boolean plain = shards == 1 && count(JobField.CONTEXT) == 1;
        sharding(plain);
        if (!plain && replicas > 1) {
            arguments.state(JobField.REPLICAS, PARALLEL + "data_parallel_replicate_degree");
        }
    }

    /** By default parameters are gathered again in the backward pass, but not beside a pipeline. */
    private void sharding(boolean plain) {
        Optional<Argument> reshard = arguments.get(PARALLEL + "fsdp_reshard_after_forward");
        String policy = reshard.map(Argument::text).orElse("default");
        boolean again = policy.equals("always") || (policy.equals("default") && count(JobField.PIPELINE) == 1);
        String stage = plain ? "0" : again ? "3" : "2";
        reshard.ifPresentOrElse(
                stated -> facts.state(JobField.SHARDING, stage, stated.stated()),
                () -> facts.assume(JobField.SHARDING, stage, "torchtitan's default for fsdp_reshard_after_forward"));
        arguments
                .toggle("training.enable_cpu_offload")
                .ifPresent(on -> facts.state(JobField.OFFLOAD, "parameters", on.stated()));
        facts.imply(JobField.OFFLOAD, "none");
    }

    /** With a pipeline the loader's batch is cut again into micro-batches. */
    private void batch() {
        arguments.state(JobField.SEQUENCE_LENGTH, "training.seq_len");
        facts.assume(JobField.SEQUENCE_LENGTH, "2048", "torchtitan's default");
        Optional<Argument> local = arguments.get("training.local_batch_size", "training.batch_size");
        int loaded = local.map(Argument::text)
                .filter(n -> n.matches("[0-9]{1,7}"))
                .map(Integer::parseInt)
                .orElse(8);
        boolean pipeline = count(JobField.PIPELINE) > 1;
        int micro = pipeline
                ? arguments
                        .number(PARALLEL + "pipeline_parallel_microbatch_size")
                        .orElse(1)
                : loaded;
        local.ifPresent(stated -> facts.state(JobField.MICRO_BATCH, String.valueOf(micro), stated.stated()));
        facts.assume(JobField.MICRO_BATCH, String.valueOf(micro), "torchtitan's default");
        Optional<Argument> global = arguments
                .get("training.global_batch_size")
                .filter(n -> !n.text().equals("-1"));
        global.ifPresent(stated -> facts.state(JobField.GLOBAL_BATCH, stated.text(), stated.stated()));
        if (global.isEmpty()) {
            facts.assume(
                    JobField.ACCUMULATION,
                    String.valueOf(Math.max(1, loaded / Math.max(1, micro))),
                    "one loader's batch a step and rank without global_batch_size");
        }
    }

    private void schedule() {
        arguments.state(
                JobField.SCHEDULE, kind -> Words.schedule(kind.text()), PARALLEL + "pipeline_parallel_schedule");
        boolean virtual = facts.get(JobField.SCHEDULE)
                .filter(n -> n.matches("interleaved|breadth-first"))
                .isPresent();
        Optional<Argument> each = arguments.get(PARALLEL + "pipeline_parallel_layers_per_stage");
        each.ifPresent(part -> facts.remark(
                "virtual stages", "as the schedule has", "layers a stage are dealt by the stack's own rule"));
        listedStages();
        if (virtual && count(JobField.PIPELINE) > 1) {
            facts.assume(
                    JobField.VIRTUAL_PIPELINE, "2", "torchtitan's default for a schedule of several stages a rank");
        }
        if (count(JobField.PIPELINE) == 1) {
            facts.imply(JobField.VIRTUAL_PIPELINE, "1");
            facts.override(JobField.SCHEDULE, "1f1b");
        }
        facts.imply(JobField.SCHEDULE, "1f1b");
        arguments.get(PARALLEL + "pipeline_parallel_first_stage_less_layers");
        arguments.get(PARALLEL + "pipeline_parallel_last_stage_less_layers");
    }

    /** One list of module names for every stage of the model. */
    private void listedStages() {
        String key = PARALLEL + "module_fqns_per_model_part.";
        List<Integer> layers = new ArrayList<>();
        Optional<Argument> first = arguments.get(key + 0);
        for (Optional<Argument> next = first; next.isPresent(); next = arguments.get(key + layers.size())) {
            layers.add((int) next.get().values().stream()
                    .filter(name -> name.matches("layers\\.[0-9]+"))
                    .count());
        }
        int stages = layers.size();
        int ranks = count(JobField.PIPELINE);
        if (stages > 0 && stages % ranks == 0) {
            String chunks = String.valueOf(stages / ranks);
            Stated names = new Stated(
                    key.substring(0, key.length() - 1),
                    "",
                    first.orElseThrow().place().as(Place.Kind.DERIVED));
            facts.state(JobField.VIRTUAL_PIPELINE, chunks, names);
            facts.stages(layers, names);
        }
    }

    private void recompute() {
        Optional<Argument> mode = arguments.get("activation_checkpoint.mode");
        String option =
                arguments.text("activation_checkpoint.selective_ac_option").orElse("2");
        arguments.get("activation_checkpoint.per_op_sac_force_recompute_mm_shapes_by_fqns");
        String word = switch (mode.map(Argument::text).orElse("selective")) {
            case "none" -> "none";
            case "full" -> "full";
            case "selective" -> option.equals("1") ? "full" : "products";
            default -> "none";
        };
        mode.ifPresentOrElse(
                stated -> facts.state(JobField.RECOMPUTE, word, stated.stated()),
                () -> facts.assume(JobField.RECOMPUTE, word, "torchtitan's default mode is selective"));
        if (mode.map(Argument::text).filter("memory_budget"::equals).isPresent()) {
            facts.remark("recompute", "none", "the compiler chooses what fits a memory budget");
        } else if (word.equals("products") && !option.matches("op|2")) {
            facts.remark("recompute", "every second layer", "of every " + option + " layers one is recomputed");
        }
    }

    private void numerics() {
        arguments.state(
                JobField.PRECISION,
                kind -> kind.text().equals("float32") ? "fp32" : "bf16",
                "training.mixed_precision_param");
        facts.imply(JobField.PRECISION, "bf16");
        arguments.get("model.converters").ifPresent(this::converters);
        arguments.state(JobField.OPTIMIZER, kind -> Words.optimizer(kind.text(), facts), "optimizer.name");
        facts.imply(JobField.OPTIMIZER, "adamw");
    }

    private void converters(Argument converters) {
        String all = String.join(",", converters.values());
        String recipe = arguments
                .text("quantize.linear.float8.recipe_name", "float8.recipe_name")
                .orElse("tensorwise");
        String scaling = arguments
                .text("quantize.linear.mx.recipe_name", "mx.recipe_name")
                .orElse("mxfp8");
        if (all.contains("mx")) {
            facts.state(JobField.PRECISION, scaling.contains("fp4") ? "nvfp4" : "mxfp8", converters.stated());
        } else if (all.contains("float8")) {
            facts.state(JobField.PRECISION, recipe.startsWith("rowwise") ? "fp8-row" : "fp8", converters.stated());
        }
        for (String kind : List.of("linear.float8", "linear.mx", "grouped_mm.float8", "grouped_mm.mx")) {
            for (String key : List.of(
                    "enable_fsdp_float8_all_gather",
                    "precompute_float8_dynamic_scale_for_fsdp",
                    "filter_fqns",
                    "fqns",
                    "force_recompute_fp8_weight_in_bwd",
                    "emulate",
                    "mxfp8_dim1_cast_kernel_choice")) {
                arguments.get("quantize." + kind + "." + key);
            }
        }
    }
}
