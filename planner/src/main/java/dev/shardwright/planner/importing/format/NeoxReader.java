package dev.shardwright.planner.importing.format;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.importing.fact.ShapeField;
import java.util.Optional;

/** GPT-NeoX's YAML: Megatron's model and degrees beside DeepSpeed's batch and sharding. */
public final class NeoxReader {
    /** A gated block's intermediate_size counts its three maps. */
    private static final int GATED_MAPS = 3;

    private final Arguments arguments;
    private final Facts facts;

    private NeoxReader(Arguments arguments, Facts facts) {
        this.arguments = arguments;
        this.facts = facts;
    }

    public static boolean recognises(Arguments arguments) {
        return arguments.has("pipe_parallel_size", "model_parallel_size") && arguments.has("num_layers", "hidden_size");
    }

    public static void read(Arguments arguments, Facts facts) {
        NeoxReader reader = new NeoxReader(arguments, facts);
        reader.degrees();
        DeepSpeedReader.common(arguments, facts);
        reader.batch();
        reader.memory();
        reader.numerics();
        reader.shape();
        arguments.listUnknown(NeoxReader::harmless);
    }

    private static boolean harmless(String name) {
        return DeepSpeedReader.harmless(name)
                || name.matches(
                        "data-.*|vocab-file|merge-file|tokenizer-.*|save.*|load.*|log-.*|tensorboard-.*|wandb-.*"
                                + "|use-wandb|train-iters|lr-.*|min-lr|warmup|weight-decay|.*dropout|init-method|output-layer-init.*"
                                + "|eval-.*|split|distributed-backend|rotary-.*|checkpoint-.*|keep-last.*|hostfile|launcher"
                                + "|deepspeed.*|.*-fusion|scaled-.*|.*epsilon|log-interval|extra-save.*|seed|num-workers"
                                + "|partition-activations|synchronize-each-layer|output-layer-parallelism|gpt-j-residual"
                                + "|eod-mask-loss|iteration|finetune|include|max-position-embeddings|attention-config.*|text-.*"
                                + "|use-cpu-initialization|train-data-.*|valid-data-.*|test-data-.*|.*-weights|optimizer\\..*|.*impl");
    }

    /** 0 and 1 are both one stage. */
    private void degrees() {
        arguments.state(JobField.PIPELINE, n -> n.text().equals("0") ? "1" : n.text(), "pipe_parallel_size");
        arguments.state(JobField.TENSOR, "model_parallel_size");
        arguments.state(JobField.CONTEXT, "context_parallel_size");
        facts.imply(JobField.PIPELINE, "1");
        facts.imply(JobField.TENSOR, "1");
        facts.imply(JobField.CONTEXT, "1");
        boolean alone = facts.get(JobField.TENSOR).orElse("1").equals("1");
        arguments.state(JobField.SEQUENCE_PARALLEL, on -> on.on() && !alone ? "on" : "off", "sequence_parallel");
        facts.imply(JobField.SEQUENCE_PARALLEL, "off");
        arguments.get("pipe_partition_method");
        experts();
        facts.imply(JobField.SCHEDULE, "1f1b");
    }

    /** Experts are divided among the ranks that share a layer's maps, each of them whole. */
    private void experts() {
        arguments
                .get("moe_num_experts", "num_experts")
                .filter(n -> !n.text().equals("1"))
                .ifPresent(n -> {
                    facts.imply(JobField.EXPERT, facts.get(JobField.TENSOR).orElse("1"));
                    facts.imply(JobField.EXPERT_TENSOR, "1");
                });
    }

    private void batch() {
        arguments.state(JobField.SEQUENCE_LENGTH, "seq_length");
        arguments.state(JobField.GPUS, "global_num_gpus", "world_size");
        Optional<Integer> global = facts.number(JobField.GLOBAL_BATCH, 1);
        Optional<Integer> micro = facts.number(JobField.MICRO_BATCH, 1);
        Optional<Integer> steps = facts.number(JobField.ACCUMULATION, 1);
        if (global.isPresent() && micro.isPresent() && steps.isPresent()) {
            long data = Math.max(1, global.get() / ((long) micro.get() * steps.get()));
            long gpus = data
                    * facts.number(JobField.TENSOR, 1).orElse(1)
                    * facts.number(JobField.PIPELINE, 1).orElse(1);
            facts.assume(JobField.GPUS, String.valueOf(gpus), "what the three batch sizes leave for data parallelism");
        }
        if (global.isEmpty()) {
            facts.assume(JobField.ACCUMULATION, "1", "GPT-NeoX's default");
        }
    }

    private void memory() {
        facts.imply(JobField.SHARDING, "0");
        Optional<Argument> layers = arguments.get("checkpoint_num_layers");
        arguments.state(JobField.RECOMPUTE, on -> on.on() ? "full" : "none", "checkpoint_activations");
        layers.map(Argument::text)
                .filter(n -> !n.equals("1"))
                .ifPresent(n -> facts.remark(
                        "recompute", "one layer a checkpoint", "checkpoints of " + n + " layers are not modelled"));
        facts.imply(JobField.RECOMPUTE, "none");
        facts.imply(JobField.OFFLOAD, "none");
    }

    private void numerics() {
        arguments.state(JobField.PRECISION, kind -> Words.precision(kind.text()), "precision");
        facts.assume(JobField.PRECISION, "fp16", "GPT-NeoX's default");
        facts.imply(JobField.OPTIMIZER, "adamw");
    }

    private void shape() {
        arguments.shape(ShapeField.LAYERS, "num_layers");
        arguments.shape(ShapeField.HIDDEN, "hidden_size");
        arguments.shape(ShapeField.HEADS, "num_attention_heads");
        arguments.shape(ShapeField.KV_HEADS, "num_kv_heads");
        String activation = arguments.text("activation").orElse("gelu");
        boolean gated = activation.matches("swiglu|geglu|reglu|bilinear|glu");
        arguments
                .get("activation")
                .ifPresent(kind -> facts.shape(
                        ShapeField.ACTIVATION,
                        gated ? activation.equals("geglu") ? "geglu" : "swiglu" : "gelu",
                        kind.stated()));
        facts.implyShape(ShapeField.ACTIVATION, "gelu");
        arguments.shape(ShapeField.INNER, width -> inner(width, gated), "intermediate_size");
        if (gated) {
            arguments
                    .get("intermediate_size")
                    .ifPresent(width -> facts.remark(
                            ShapeField.INNER.label(),
                            inner(width, true),
                            "GPT-NeoX counts the three maps of a gated block in "
                                    + width.stated().where()));
        }
        arguments.shape(ShapeField.NORM, kind -> kind.text().contains("rms") ? "rms" : "layer", "norm");
        facts.implyShape(ShapeField.NORM, "layer");
        arguments.shape(ShapeField.POSITION_KIND, kind -> position(kind.text()), "pos_emb");
        facts.implyShape(ShapeField.POSITION_KIND, "learned");
        arguments.shape(ShapeField.TIED, no -> no.on() ? "off" : "on", "no_weight_tying");
        facts.implyShape(ShapeField.TIED, "on");
        biases();
        arguments.shape(ShapeField.EXPERTS, "moe_num_experts", "num_experts");
        arguments.shape(ShapeField.TOP_K, "moe_top_k");
        arguments.get("moe_expert_interval", "moe_router_type");
        arguments.get("make_vocab_size_divisible_by");
        String tokenizer = arguments.text("tokenizer_type").orElse("GPT2BPETokenizer");
        facts.assumeShape(
                ShapeField.VOCABULARY,
                tokenizer.startsWith("GPT2") ? "50257" : tokenizer.startsWith("SP") ? "32000" : "50432",
                "the usual rows of " + tokenizer);
    }

    private static String inner(Argument width, boolean gated) {
        boolean number = width.text().matches("[0-9]{1,8}");
        return gated && number ? String.valueOf(Integer.parseInt(width.text()) / GATED_MAPS) : width.text();
    }

    private static String position(String kind) {
        return switch (kind) {
            case "rotary", "alibi", "none" -> kind;
            default -> "learned";
        };
    }

    private void biases() {
        boolean without = arguments
                .text("use_bias_in_attn_linear")
                .filter("false"::equalsIgnoreCase)
                .isPresent();
        arguments.get("use_bias_in_mlp");
        arguments.get("use_bias_in_norms");
        facts.implyShape(ShapeField.BIAS, without ? "none" : "all");
    }
}
