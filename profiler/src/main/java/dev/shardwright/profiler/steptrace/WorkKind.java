package dev.shardwright.profiler.steptrace;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a kernel does in a training step. The operator that started it decides where it says so, else the kernel's own
 * name; the first kind in this order counts.
 */
enum WorkKind {
    COMMUNICATION(
            "communication", "^(nccl:|c10d::|record_param_comms)", "^(nccl|rccl)|ncclDev|all_?reduce_(one|two)shot"),
    ATTENTION(
            "attention",
            "attention|flash_?attn|FlashAttn|^aten::_(safe_)?softmax(_backward_data)?$",
            "flash|fmha|attention|sdpa"),
    OPTIMIZER("optimizer", "_foreach_|_fused_(adam|sgd|adagrad)|_amp_|^Optimizer", "multi_tensor_apply|[Aa]dam|lion_"),
    CONVOLUTION("convolution", "convolution", "implicit_convolve|conv2d|winograd"),
    PRODUCT(
            "matrix product",
            "^aten::(mm|addmm|bmm|baddbmm|linear|matmul|_scaled_mm|_grouped_mm|_scaled_grouped_mm|_addmm_activation)$",
            "gemm|cutlass|nvjet|xmma|cublas|splitK|Cijk_"),
    NORM(
            "norm",
            "(layer|rms|batch|group)_norm",
            "[lL]ayer_?[nN]orm|[rR][mM][sS]_?[nN]orm|GammaBeta|batch_norm|bn_(fw|bw)"),
    LOSS("loss", "log_softmax|nll_loss|cross_entropy", "[sS]oft[mM]ax|nll_loss|cross_entropy"),
    EMBEDDING("embedding", "embedding", "embedding|indexSelect"),
    ACTIVATION("activation", "gelu|silu|relu|swiglu|geglu|threshold_backward", "gelu|silu|relu|swiglu"),
    COMPILED("fused by a compiler", "^$", "^triton_"),
    COPY(
            "copy",
            "^aten::(copy_|clone|contiguous|_to_copy|cat|stack|index|index_put_|gather|scatter|repeat)$",
            "direct_copy|CatArray|Memcpy DtoD|Memcpy PtoP|CopyDevice"),
    HOST_COPY("copy to or from the host", "^$", "Memcpy (HtoD|DtoH|HtoH)|CopyHost"),
    FILL("fill", "^aten::(zero_|fill_|zeros|empty)$", "Memset|FillFunctor"),
    REDUCTION(
            "reduction",
            "^aten::(sum|mean|max|min|amax|all|any|argmax|topk|sort|linalg_vector_norm)$",
            "reduce_kernel"),
    ELEMENTWISE("elementwise", "^aten::(add|sub|mul|div|pow|rsqrt|neg|where|masked_fill)_?$", "elementwise|dropout"),
    OTHER("other", "^$", "");

    private final String label;
    private final Pattern operator;
    private final Pattern kernel;

    WorkKind(String label, String operator, String kernel) {
        this.label = label;
        this.operator = Pattern.compile(operator);
        this.kernel = Pattern.compile(kernel);
    }

    String label() {
        return label;
    }

    static WorkKind of(GpuWork work, Optional<OperatorCall> caller) {
        if (work.sort() == GpuWork.Sort.COPY) {
            return HOST_COPY.kernel.matcher(work.name()).find() ? HOST_COPY : COPY;
        }
        if (work.sort() == GpuWork.Sort.FILL) {
            return FILL;
        }
        if (work.communicates()) {
            return COMMUNICATION;
        }
        String name = caller.map(call -> call.signature().name()).orElse("");
        return Arrays.stream(values())
                .filter(kind -> !name.isEmpty() && kind.operator.matcher(name).find())
                .findFirst()
                .orElseGet(() -> ofKernel(work.name()));
    }

    private static WorkKind ofKernel(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.kernel.matcher(name).find())
                .findFirst()
                .orElse(OTHER);
    }
}
