package dev.shardwright.simulator.stack;

/** Attention implementation. UNFUSED and FUSED_SOFTMAX materialise the square of scores; the others never do. */
public enum AttentionKernel {
    /** Separate matmul, scale, mask, softmax, dropout kernels. */
    UNFUSED,
    /** Megatron-LM's fused scale-mask-softmax between two batched matmuls. */
    FUSED_SOFTMAX,
    /** FlashAttention 1 (Dao 2022). */
    FLASH1,
    /** Triton port of FlashAttention. */
    TRITON,
    /** FlashAttention 2 (Dao 2023), also behind PyTorch's SDPA. */
    FLASH2,
    /** FlashAttention 3 or cuDNN's fused attention on Hopper and later (Shah et al. 2024). */
    FLASH3;

    public boolean materialisesScores() {
        return this == UNFUSED || this == FUSED_SOFTMAX;
    }
}
