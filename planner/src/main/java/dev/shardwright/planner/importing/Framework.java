package dev.shardwright.planner.importing;

/** A training framework whose files are read, and the software stack that its jobs are simulated with. */
public enum Framework {
    MEGATRON("Megatron-LM", "megatron-core"),
    MEGATRON_DEEPSPEED("Megatron-DeepSpeed", "megatron-deepspeed"),
    BRIDGE("Megatron-Bridge", "megatron-bridge"),
    NEMO("NeMo", "nemo"),
    TORCHTITAN("torchtitan", "torchtitan"),
    DEEPSPEED("DeepSpeed", "deepspeed"),
    TRAINER("Hugging Face Trainer", "hugging-face-trainer"),
    ACCELERATE("Accelerate", "hugging-face-trainer"),
    NANOTRON("nanotron", "nanotron"),
    NEOX("GPT-NeoX", "megatron-deepspeed"),
    FOUNDRY("LLM Foundry", "llm-foundry"),
    GALVATRON("Hetu-Galvatron", "megatron-core");

    private final String label;
    private final String stack;

    Framework(String label, String stack) {
        this.label = label;
        this.stack = stack;
    }

    public String label() {
        return label;
    }

    /** Name of a shipped stack. */
    public String stack() {
        return stack;
    }
}
