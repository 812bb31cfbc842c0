package dev.shardwright.planner.request;

/** A whole number that the planner chooses: its option on the command line and its key in a job file. */
public enum Knob {
    TENSOR("tp", "parallel.tensor"),
    PIPELINE("pp", "parallel.pipeline"),
    VIRTUAL("virtual-pp", "parallel.virtual_pipeline"),
    CONTEXT("cp", "parallel.context"),
    EXPERT("ep", "parallel.expert"),
    EXPERT_TENSOR("etp", "parallel.expert_tensor"),
    DATA("dp", "parallel.data"),
    MICRO_BATCH("micro-batch", "micro_batch"),
    ZERO("zero", "sharding");

    private final String label;
    private final String key;

    Knob(String label, String key) {
        this.label = label;
        this.key = key;
    }

    public String label() {
        return label;
    }

    public String option() {
        return "--" + label;
    }

    public String key() {
        return key;
    }
}
