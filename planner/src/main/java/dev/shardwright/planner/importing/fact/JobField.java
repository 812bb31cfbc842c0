package dev.shardwright.planner.importing.fact;

/** What a launch script or configuration can say of a job, by the key of the job file that it becomes. */
public enum JobField {
    GPUS("cluster.gpus", "GPUs"),
    SEQUENCE_LENGTH("workload.sequence_length", "sequence length"),
    GLOBAL_BATCH("workload.global_batch", "global batch"),
    CAPACITY_FACTOR("workload.routing.capacity_factor", "capacity factor"),
    TENSOR("parallel.tensor", "tensor parallel"),
    SEQUENCE_PARALLEL("parallel.sequence_parallel", "sequence parallel"),
    PIPELINE("parallel.pipeline", "pipeline parallel"),
    VIRTUAL_PIPELINE("parallel.virtual_pipeline", "virtual stages"),
    SCHEDULE("schedule", "schedule"),
    CONTEXT("parallel.context", "context parallel"),
    CONTEXT_METHOD("parallel.context_method", "context method"),
    EXPERT("parallel.expert", "expert parallel"),
    EXPERT_TENSOR("parallel.expert_tensor", "expert tensor parallel"),
    DATA("parallel.data", "data parallel"),
    MICRO_BATCH("micro_batch", "micro-batch"),
    /** Micro-batches of a replica and step; a job file has the global batch instead. */
    ACCUMULATION("workload.global_batch", "accumulation"),
    RECOMPUTE("recompute", "recompute"),
    SHARDING("sharding", "ZeRO stage"),
    REPLICAS("sharding.replicas", "sharding replicas"),
    OFFLOAD("offload", "offload"),
    PRECISION("precision", "precision"),
    OPTIMIZER("optimizer", "optimizer");

    private final String key;
    private final String label;

    JobField(String key, String label) {
        this.key = key;
        this.label = label;
    }

    public String key() {
        return key;
    }

    /** For tables. */
    public String label() {
        return label;
    }
}
