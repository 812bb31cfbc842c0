package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.shell.Exports;
import java.util.List;

/** Environment variables that the arguments rely on, as lines of Bash with the reason above each. */
final class Environment {
    private static final String CONNECTIONS = "CUDA_DEVICE_MAX_CONNECTIONS";

    private final Exports exports = new Exports();

    private Environment() {}

    static List<String> lines(MegatronRun run) {
        Environment environment = new Environment();
        environment.connections(run);
        environment.memory();
        environment.attention();
        return environment.exports.lines();
    }

    /** Hopper and before need one launch queue so that tensor and context traffic starts before the product beside it. */
    private void connections(MegatronRun run) {
        boolean ordered = run.degrees().tensor() > 1 || run.degrees().context() > 1;
        if (run.fullyShards()) {
            exports.unset(CONNECTIONS, "fully sharded data parallelism overlaps only with several launch queues");
        } else if (ExpertFlags.overlapsExpertTraffic(run)) {
            exports.set(CONNECTIONS, "32", "expert traffic overlaps only with several launch queues");
        } else if (ordered && needsOneQueue(run)) {
            exports.set(
                    CONNECTIONS,
                    "1",
                    "one launch queue: tensor and context traffic starts before the product beside it");
        }
    }

    /** Until 0.12 the rule held for tensor parallelism on every GPU. */
    private static boolean needsOneQueue(MegatronRun run) {
        return !run.generation().isBlackwell() || !run.release().atLeast(MegatronRelease.CORE_0_13);
    }

    private void memory() {
        exports.preset("PYTORCH_CUDA_ALLOC_CONF", "expandable_segments:True", "less memory lost to fragmentation");
        exports.preset(
                "TORCH_NCCL_AVOID_RECORD_STREAMS", "1", "communication buffers are freed as soon as they are used");
        exports.preset("NCCL_NVLS_ENABLE", "0", "NVLink SHARP takes device memory that the prediction does not count");
    }

    private void attention() {
        exports.unset(
                "NVTE_FLASH_ATTN NVTE_FUSED_ATTN NVTE_UNFUSED_ATTN",
                "--attention-backend sets these itself and refuses others");
    }
}
