package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** Causal attention by one named kernel of a GPU's library, where {@link CausalAttention} leaves the choice to it. */
public record BackendAttention(Backend backend, CausalAttention attention) implements Operation {
    /** Fused attention kernels of PyTorch. */
    public enum Backend {
        /** FlashAttention-2 (Dao 2023). */
        FLASH,
        /** xFormers' kernel (Rabe and Staats 2021). */
        MEMORY_EFFICIENT,
        /** NVIDIA's library for neural networks. */
        CUDNN
    }

    static BackendAttention of(Backend backend, List<Long> extents) {
        return new BackendAttention(backend, CausalAttention.of(extents));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.valueOf(backend.name() + "_ATTENTION");
    }

    @Override
    public List<Long> extents() {
        return attention.extents();
    }

    @Override
    public Flops flops(Pass pass) {
        return attention.flops(pass);
    }

    @Override
    public double elements(Pass pass) {
        return attention.elements(pass);
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
