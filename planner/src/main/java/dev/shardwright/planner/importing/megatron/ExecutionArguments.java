package dev.shardwright.planner.importing.megatron;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import java.util.List;

/** Kernels and overlap: properties of the software stack, which a job takes as a whole. */
final class ExecutionArguments {
    /** On in the stack's measured runs, so that leaving them out makes a step slower than predicted. */
    private static final List<String> USUAL = List.of("--overlap-grad-reduce", "--overlap-param-gather");

    private static final List<String> STACK = List.of(
            "--tp-comm-overlap",
            "--tp-comm-overlap-cfg",
            "--overlap-moe-expert-parallel-comm",
            "--delay-wgrad-compute",
            "--moe-shared-expert-overlap",
            "--moe-token-dispatcher-type",
            "--moe-flex-dispatcher-backend",
            "--moe-enable-deepep",
            "--moe-grouped-gemm",
            "--moe-permute-fusion",
            "--moe-pad-expert-input-to-capacity",
            "--moe-router-force-load-balancing",
            "--attention-backend",
            "--use-flash-attn",
            "--use-flash-attn-v2",
            "--transformer-impl",
            "--use-mcore-models",
            "--cross-entropy-loss-fusion",
            "--cross-entropy-fusion-impl",
            "--cuda-graph-impl",
            "--cuda-graph-scope",
            "--enable-cuda-graph",
            "--external-cuda-graph",
            "--grad-reduce-in-bf16",
            "--accumulate-allreduce-grads-in-fp32",
            "--ddp-bucket-size",
            "--no-overlap-p2p-communication",
            "--overlap-p2p-communication-warmup-flush",
            "--use-tp-pp-dp-mapping",
            "--ckpt-format",
            "--init-model-with-meta-device",
            "--megatron-fsdp-version",
            "--nccl-ub",
            "--fp8-param-gather",
            "--fp8-amax-history-len",
            "--fp8-amax-compute-algo",
            "--fp8-margin",
            "--fp8-interval",
            "--first-last-layers-bf16",
            "--num-layers-at-start-in-bf16",
            "--num-layers-at-end-in-bf16",
            "--keep-fp8-weight-transpose-cache");

    private final Arguments arguments;
    private final Facts facts;

    ExecutionArguments(Arguments arguments, Facts facts) {
        this.arguments = arguments;
        this.facts = facts;
    }

    void read() {
        STACK.forEach(arguments::get);
        if (arguments.has("--use-distributed-optimizer")) {
            USUAL.stream()
                    .filter(flag -> !arguments.on(flag))
                    .forEach(flag -> facts.remark(flag, "as if given", "the stack's speeds were measured with it"));
        } else {
            USUAL.forEach(arguments::get);
        }
        arguments
                .get("--moe-token-dispatcher-type")
                .map(Argument::text)
                .filter("allgather"::equals)
                .ifPresent(kind -> facts.remark("dispatcher", "all-to-all", "allgather is not the stack's dispatcher"));
    }
}
