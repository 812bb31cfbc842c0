package dev.shardwright.simulator.runlog;

import java.util.List;

/** A field of a measured run that a log or an option may state, in the order of the row. */
public enum Fact {
    MODEL_NAME("model.name", "--model", Need.EXTRA),
    MODEL_FAMILY("model.family", "--model", Need.EXTRA),
    LAYERS("model.layers", "--model", Need.PREDICTION),
    HIDDEN("model.hidden", "--model", Need.PREDICTION),
    ATTENTION("model.attention", "--model", Need.EXTRA),
    HEADS("model.heads", "--model", Need.PREDICTION),
    KV_HEADS("model.kv_heads", "--model", Need.EXTRA),
    HEAD_DIM("model.head_dim", "--model", Need.EXTRA),
    QK_NORM("model.qk_norm", "--model", Need.EXTRA),
    WINDOW("model.sliding_window", "--model", Need.EXTRA),
    WINDOW_EVERY("model.sliding_window_every", "--model", Need.EXTRA),
    QUERY_RANK("model.mla_q_lora_rank", "--model", Need.EXTRA),
    KEY_VALUE_RANK("model.mla_kv_lora_rank", "--model", Need.EXTRA),
    POSITION_FREE("model.mla_qk_nope_dim", "--model", Need.EXTRA),
    ROTARY("model.mla_qk_rope_dim", "--model", Need.EXTRA),
    VALUE_WIDTH("model.mla_v_dim", "--model", Need.EXTRA),
    FEED_FORWARD("model.ffn_hidden", "--model", Need.PREDICTION),
    GATED("model.gated_ffn", "--model", Need.EXTRA),
    VOCABULARY("model.vocab", "--model", Need.PREDICTION),
    TIED("model.tied_embeddings", "--model", Need.EXTRA),
    EXPERTS("model.experts", "--model", Need.EXTRA),
    TOP_K("model.top_k", "--model", Need.EXTRA),
    EXPERT_FEED_FORWARD("model.expert_ffn_hidden", "--model", Need.EXTRA),
    DENSE_LAYERS("model.dense_layers", "--model", Need.EXTRA),
    SHARED_EXPERT("model.shared_expert_ffn", "--model", Need.EXTRA),
    PARAMETERS("model.params", "--model", Need.EXTRA),
    SEQUENCE_LENGTH("seq_len", "--sequence-length", Need.PREDICTION),
    MICRO_BATCH("micro_batch", "--micro-batch", Need.PREDICTION),
    GLOBAL_BATCH("global_batch", "--global-batch", Need.PREDICTION),
    CLUSTER("cluster.name", "--cluster", Need.EXTRA),
    GPU("cluster.gpu", "--cluster", Need.PREDICTION),
    GPUS_PER_NODE("cluster.gpus_per_node", "--cluster", Need.EXTRA),
    NODES("cluster.nodes", "--gpus", Need.EXTRA),
    GPUS("cluster.total_gpus", "--gpus", Need.PREDICTION),
    TENSOR("parallel.tp", "--tp", Need.PREDICTION),
    PIPELINE("parallel.pp", "--pp", Need.PREDICTION),
    DATA("parallel.dp", "--dp", Need.EXTRA),
    CONTEXT("parallel.cp", "--cp", Need.EXTRA),
    EXPERT("parallel.ep", "--ep", Need.EXTRA),
    EXPERT_TENSOR("parallel.etp", "--etp", Need.EXTRA),
    SEQUENCE_PARALLEL("parallel.sequence_parallel", "--sequence-parallel", Need.EXTRA),
    VIRTUAL_PIPELINE("parallel.virtual_pp", "--virtual-pp", Need.EXTRA),
    ZERO("parallel.zero_stage", "--zero", Need.DEFAULT),
    FULLY_SHARDED("parallel.fsdp", "--zero", Need.EXTRA),
    REPLICAS("parallel.hsdp_replicas", "--job", Need.EXTRA),
    STACK("stack.name", "--stack", Need.PREDICTION),
    RELEASE("stack.release", "--stack", Need.EXTRA),
    SCHEDULE("schedule", "--schedule", Need.EXTRA),
    RECOMPUTE("recompute", "--recompute", Need.DEFAULT),
    PRECISION("precision", "--precision", Need.DEFAULT),
    ATTENTION_KERNEL("attention_kernel", "--stack", Need.EXTRA),
    FUSED_NORM("rmsnorm_kernel", "--stack", Need.EXTRA),
    COMPILED("compile", "--stack", Need.EXTRA),
    OPTIMIZER("optimizer", "--optimizer", Need.EXTRA),
    OFFLOAD("offload", "--offload", Need.EXTRA),
    /** Micro-batches of a replica and step; other fields follow from it, the row does not hold it. */
    ACCUMULATION("", "--micro-batch", Need.EXTRA);

    /** What becomes of a run that does not state a field. */
    public enum Need {
        /** It cannot be predicted. */
        PREDICTION,
        /** The stack's own default is assumed. */
        DEFAULT,
        /** Another field or the model's family says enough. */
        EXTRA
    }

    private final String path;
    private final String option;
    private final Need need;

    Fact(String path, String option, Need need) {
        this.path = path;
        this.option = option;
        this.need = need;
    }

    /** Keys from the row's root; empty for what a row does not hold. */
    List<String> keys() {
        return path.isEmpty() ? List.of() : List.of(path.split("\\."));
    }

    /** The field's name in messages. */
    public String path() {
        return path;
    }

    /** The option that states it. */
    public String option() {
        return option;
    }

    public Need need() {
        return need;
    }
}
