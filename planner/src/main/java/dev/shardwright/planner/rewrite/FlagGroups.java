package dev.shardwright.planner.rewrite;

import java.util.List;
import java.util.Set;

/** Megatron-LM's arguments of a layout: those of one choice belong together and are changed together. */
final class FlagGroups {
    static final List<Set<String>> ALL = List.of(
            Set.of("--tensor-model-parallel-size"),
            Set.of("--sequence-parallel"),
            Set.of("--pipeline-model-parallel-size"),
            Set.of(
                    "--num-virtual-stages-per-pipeline-rank",
                    "--num-layers-per-virtual-pipeline-stage",
                    "--pipeline-model-parallel-layout",
                    "--decoder-first-pipeline-num-layers",
                    "--decoder-last-pipeline-num-layers",
                    "--account-for-embedding-in-pipeline-split",
                    "--account-for-loss-in-pipeline-split"),
            Set.of("--context-parallel-size", "--cp-comm-type", "--hierarchical-context-parallel-sizes"),
            Set.of("--expert-model-parallel-size", "--expert-tensor-parallel-size"),
            Set.of("--micro-batch-size"),
            Set.of(
                    "--use-distributed-optimizer",
                    "--num-distributed-optimizer-instances",
                    "--use-megatron-fsdp",
                    "--use-custom-fsdp",
                    "--use-torch-fsdp2",
                    "--data-parallel-sharding-strategy",
                    "--outer-dp-sharding-strategy",
                    "--init-model-with-meta-device",
                    "--no-gradient-accumulation-fusion",
                    "--ckpt-format"),
            Set.of(
                    "--recompute-granularity",
                    "--recompute-method",
                    "--recompute-num-layers",
                    "--recompute-modules",
                    "--recompute-activations",
                    "--checkpoint-activations",
                    "--activations-checkpoint-method",
                    "--activations-checkpoint-num-layers",
                    "--checkpoint-num-layers"),
            Set.of(
                    "--optimizer-cpu-offload",
                    "--cpu-optimizer",
                    "--optimizer-offload-fraction",
                    "--overlap-cpu-optimizer-d2h-h2d",
                    "--use-precision-aware-optimizer"));

    private FlagGroups() {}
}
