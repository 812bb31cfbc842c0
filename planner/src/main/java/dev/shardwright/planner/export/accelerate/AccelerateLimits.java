package dev.shardwright.planner.export.accelerate;

import dev.shardwright.planner.export.job.JobLimits;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.problem.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What Accelerate's FSDP2 cannot say, or refuses later. */
final class AccelerateLimits {
    private final TrainingJob job;
    private final ParallelDegrees degrees;
    private final JobLimits limits;

    private AccelerateLimits(TrainingJob job) {
        this.job = job;
        this.degrees = job.layout().degrees();
        this.limits = new JobLimits(job, "Accelerate");
    }

    static List<Problem> check(TrainingJob job) {
        AccelerateLimits limits = new AccelerateLimits(job);
        limits.shared();
        limits.parallel();
        limits.memory();
        return limits.limits.problems();
    }

    private void shared() {
        limits.fullNodes();
        limits.plainTraining();
        limits.noPipeline();
        limits.noExpertParallel();
        limits.contextMethods(EnumSet.of(ContextMethod.RING, ContextMethod.ALL_GATHER));
        limits.sequenceParallel(
                SequenceParallel.OFF, "leaves norms and residuals whole: the tensor-parallel plans of models say so.");
        limits.recomputeAllOrNone();
        limits.precisions(EnumSet.of(Precision.BF16, Precision.FP16, Precision.FP32, Precision.FP8_TENSOR));
        limits.optimizers(Set.copyOf(Optimizer.ALL));
    }

    /** FSDP shards over context ranks too, and a mesh of tensor or context ranks needs sharded replicas. */
    private void parallel() {
        Sharding sharding = job.layout().memorySaving().sharding();
        limits.hybridOnlyWith(EnumSet.of(Stage.GRADIENTS, Stage.PARAMETERS));
        boolean pureReplicas = sharding.replicas() > 1 && sharding.replicas() == degrees.data();
        limits.require(
                !pureReplicas || (degrees.tensor() == 1 && degrees.context() == 1),
                "sharding.replicas = " + sharding.replicas(),
                "combines tensor or context ranks with shards only.",
                "The nearest: replicas " + Math.max(1, sharding.replicas() / 2) + ".");
        limits.require(
                degrees.tensor() == 1 || limits.replicas() > 1,
                "parallel.data = 1",
                "runs tensor parallelism inside FSDP only, over two ranks or more.",
                "The nearest: tensor " + Math.max(1, degrees.tensor() / 2) + ", data 2.");
    }

    private void memory() {
        limits.shardingStages(EnumSet.of(Stage.GRADIENTS, Stage.PARAMETERS));
        limits.offloads(EnumSet.of(Offload.PARAMETERS));
    }
}
