package dev.shardwright.planner.export.job;

import dev.shardwright.planner.export.shell.Exports;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Sharding.Stage;

/** Environment variables that every framework on PyTorch and NCCL shares. */
public final class RankEnvironment {
    private static final String CONNECTIONS = "CUDA_DEVICE_MAX_CONNECTIONS";

    private RankEnvironment() {}

    public static Exports of(TrainingJob job) {
        Exports exports = new Exports();
        connections(job, exports);
        exports.preset("PYTORCH_CUDA_ALLOC_CONF", "expandable_segments:True", "less memory lost to fragmentation");
        exports.preset(
                "TORCH_NCCL_AVOID_RECORD_STREAMS", "1", "communication buffers are freed as soon as they are used");
        exports.preset("NCCL_NVLS_ENABLE", "0", "NVLink SHARP takes device memory that the prediction does not count");
        exports.preset("OMP_NUM_THREADS", "1", "many processes share the host's cores");
        return exports;
    }

    private static void connections(TrainingJob job, Exports exports) {
        ParallelDegrees d = job.layout().degrees();
        boolean ordered = d.tensor() > 1 || d.context() > 1;
        if (job.layout().memorySaving().sharding().stage() == Stage.PARAMETERS) {
            exports.unset(CONNECTIONS, "fully sharded data parallelism overlaps only with several launch queues");
        } else if (ordered && !Generation.of(job.cluster().accelerator()).isBlackwell()) {
            exports.set(
                    CONNECTIONS,
                    "1",
                    "one launch queue: tensor and context traffic starts before the product beside it");
        }
    }
}
