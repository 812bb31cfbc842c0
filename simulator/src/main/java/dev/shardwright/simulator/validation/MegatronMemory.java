package dev.shardwright.simulator.validation;

import dev.shardwright.simulator.stack.AttentionKernel;
import dev.shardwright.simulator.stack.MemoryRules;
import dev.shardwright.simulator.stack.MemoryRules.ActivationRule;
import dev.shardwright.simulator.stack.MemoryRules.LogitsRule;
import dev.shardwright.simulator.stack.MemoryRules.StateBytes;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.unit.Bytes;

/** What a Megatron-LM command line changes in the memory of a rank; docs/model/memory.md names the sources. */
final class MegatronMemory {
    private static final double MEBIBYTE = 1 << 20;

    /** Dropout that Megatron-LM applies unless told otherwise; its masks are a byte per element. */
    private static final double DROPOUT = 0.1;

    /** Gradients in the format of the weights: Megatron-LM accumulates in fp32 for bf16 only. */
    private static final double FP16_GRADIENT = 2;

    /** Logits in 16 bit, a 32-bit copy that becomes softmax and gradient, and one more where the loss is jit-fused. */
    private static final double LOGITS = 6;

    private static final double LOGITS_OF_FUSED_LOSS = 10;

    /** Handles of PyTorch's matrix products: the forward thread's and the backward thread's. */
    private static final int HANDLES = 2;

    /** PyTorch's workspace per handle: CUBLAS_WORKSPACE_CONFIG=:4096:8 in deterministic mode and by default on Hopper. */
    private static final double LARGE_HANDLE = 32 * MEBIBYTE;

    /** :4096:2:16:8, PyTorch's default elsewhere. */
    private static final double SMALL_HANDLE = 8.125 * MEBIBYTE;

    /** Transformer Engine's workspace before Hopper, and from Hopper on. */
    private static final double SMALL_ENGINE = 4 * MEBIBYTE;

    private static final double LARGE_ENGINE = 32 * MEBIBYTE;

    /** Streams of Transformer Engine's grouped product, each with a workspace of its own. */
    private static final int GROUPED_STREAMS = 4;

    private final MegatronArguments arguments;
    private final MegatronAttention.Generation gpu;

    MegatronMemory(MegatronArguments arguments) {
        this.arguments = arguments;
        this.gpu = MegatronAttention.Generation.of(arguments.stated().cluster().gpu());
    }

    SoftwareStack applied(SoftwareStack stack) {
        AttentionKernel kernel = MegatronAttention.of(arguments, gpu);
        return stack.withKernels(stack.kernels().withAttention(kernel)).withMemory(rules(stack.memory()));
    }

    private MemoryRules rules(MemoryRules rules) {
        ActivationRule kept = rules.activations();
        double mask = arguments.number("hidden-dropout", DROPOUT) > 0 ? 1 : 0;
        double logits = arguments.on("cross-entropy-loss-fusion") ? LOGITS_OF_FUSED_LOSS : LOGITS;
        return new MemoryRules(
                states(rules.state()),
                new ActivationRule(
                        mask, kept.recomputedLayerCopies(), kept.savedInput(), kept.flashOutputs(), kept.droppable()),
                new LogitsRule(logits, rules.logits().placement()),
                rules.context(),
                rules.allocator(),
                rules.counter());
    }

    private StateBytes states(StateBytes states) {
        boolean half = "fp16".equals(arguments.stated().software().formats().precision());
        return new StateBytes(
                half ? FP16_GRADIENT : states.gradient(),
                states.master(),
                states.accumulationTraffic(),
                Bytes.of(workspace()),
                states.gradientLife());
    }

    private double workspace() {
        boolean large = arguments.on("deterministic-mode") || gpu == MegatronAttention.Generation.HOPPER;
        double torch = HANDLES * (large ? LARGE_HANDLE : SMALL_HANDLE);
        if (!arguments.transformerEngine()) {
            return torch;
        }
        int streams = arguments.on("moe-grouped-gemm") ? 1 + GROUPED_STREAMS : 1;
        return torch + streams * (gpu == MegatronAttention.Generation.AMPERE ? SMALL_ENGINE : LARGE_ENGINE);
    }
}
