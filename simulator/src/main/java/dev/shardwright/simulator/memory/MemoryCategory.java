package dev.shardwright.simulator.memory;

/** Where a rank's memory goes. */
public enum MemoryCategory {
    WEIGHTS("weights"),
    GRADIENTS("gradients"),
    OPTIMIZER("optimizer"),
    ACTIVATIONS("activations"),
    LOGITS("logits and loss"),
    BUFFERS("communication buffers"),
    CONTEXT("framework context"),
    ALLOCATOR("allocator overhead");

    private final String label;

    MemoryCategory(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
