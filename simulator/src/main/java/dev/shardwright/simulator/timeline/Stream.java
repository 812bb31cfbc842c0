package dev.shardwright.simulator.timeline;

/** Queues of one rank that work side by side; each runs its tasks one after the other, in the order of the graph. */
public enum Stream {
    COMPUTE("compute"),
    TENSOR("tensor parallel"),
    CONTEXT("context parallel"),
    EXPERT("expert parallel"),
    /** Parameters on their way to a rank. */
    GATHER("gather parameters"),
    /** Gradients on their way to the other replicas. */
    DATA("reduce gradients"),
    SEND_FORWARD("send activations"),
    SEND_BACKWARD("send gradients"),
    HOST("host copies");

    private final String label;

    Stream(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
