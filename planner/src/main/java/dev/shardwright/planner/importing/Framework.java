package dev.shardwright.planner.importing;

import java.util.Optional;

/** A training framework whose files are read, and the software stack that its jobs are simulated with. */
public enum Framework {
    MEGATRON("Megatron-LM", "megatron-core", "megatron"),
    MEGATRON_DEEPSPEED("Megatron-DeepSpeed", "megatron-deepspeed", ""),
    BRIDGE("Megatron-Bridge", "megatron-core", "megatron-bridge"),
    NEMO("NeMo", "nemo", ""),
    TORCHTITAN("torchtitan", "torchtitan", "torchtitan"),
    DEEPSPEED("DeepSpeed", "deepspeed", "deepspeed"),
    TRAINER("Hugging Face Trainer", "hugging-face-trainer", "deepspeed"),
    ACCELERATE("Accelerate", "hugging-face-trainer", "accelerate"),
    NANOTRON("nanotron", "nanotron", "nanotron"),
    NEOX("GPT-NeoX", "megatron-deepspeed", "gpt-neox"),
    FOUNDRY("LLM Foundry", "llm-foundry", "llm-foundry"),
    GALVATRON("Hetu-Galvatron", "megatron-core", "galvatron");

    private final String label;
    private final String stack;
    private final String target;

    Framework(String label, String stack, String target) {
        this.label = label;
        this.stack = stack;
        this.target = target;
    }

    public String label() {
        return label;
    }

    /** Name of a shipped stack. */
    public String stack() {
        return stack;
    }

    /** The target of exports that writes the same files; none where there is no exporter. */
    public Optional<String> target() {
        return target.isEmpty() ? Optional.empty() : Optional.of(target);
    }
}
