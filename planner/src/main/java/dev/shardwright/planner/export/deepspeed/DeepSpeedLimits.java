package dev.shardwright.planner.export.deepspeed;

import dev.shardwright.planner.export.job.Architecture;
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

/** What a DeepSpeed configuration under the Hugging Face Trainer cannot say, or refuses later. */
final class DeepSpeedLimits {
    private final TrainingJob job;
    private final ParallelDegrees degrees;
    private final JobLimits limits;

    private DeepSpeedLimits(TrainingJob job) {
        this.job = job;
        this.degrees = job.layout().degrees();
        this.limits = new JobLimits(job, "DeepSpeed");
    }

    static List<Problem> check(TrainingJob job) {
        DeepSpeedLimits limits = new DeepSpeedLimits(job);
        limits.shared();
        limits.tensor();
        limits.context();
        limits.experts();
        limits.offload();
        return limits.limits.problems();
    }

    private void shared() {
        limits.fullNodes();
        limits.plainTraining();
        limits.noPipeline();
        limits.sequenceParallel(SequenceParallel.OFF, "splits no norms and residuals over tensor ranks (AutoTP).");
        limits.recomputeAllOrNone();
        limits.hybridOnlyWith(EnumSet.of(Stage.PARAMETERS));
        limits.precisions(EnumSet.of(Precision.BF16, Precision.FP16, Precision.FP32));
        limits.optimizers(Set.of(Optimizer.ADAM));
    }

    private void tensor() {
        int kvHeads = new Architecture(job.model()).attention().kvHeads();
        limits.require(
                degrees.tensor() <= kvHeads,
                "parallel.tensor = " + degrees.tensor(),
                "splits tensors over key/value heads (" + kvHeads + ") at most.",
                "The nearest: tensor " + kvHeads + ".");
        limits.require(
                degrees.tensor() == 1 || degrees.context() == 1,
                "parallel.context = " + degrees.context(),
                "does not combine AutoTP with Ulysses.",
                "The nearest: context 1 or tensor 1.");
        Sharding sharding = job.layout().memorySaving().sharding();
        limits.require(
                degrees.tensor() == 1 || sharding.replicas() == 1,
                "sharding.replicas = " + sharding.replicas(),
                "does not combine AutoTP with MiCS.",
                "The nearest: replicas 1.");
    }

    private void context() {
        limits.contextMethods(EnumSet.of(ContextMethod.ULYSSES));
        int replicas = job.layout().memorySaving().sharding().replicas();
        limits.require(
                degrees.context() == 1 || replicas == 1,
                "sharding.replicas = " + replicas,
                "does not combine Ulysses with MiCS.",
                "The nearest: replicas 1.");
    }

    /** AutoEP, which folds the ranks of experts into those of tensor and data parallelism. */
    private void experts() {
        if (!job.model().hasExperts()) {
            return;
        }
        limits.require(
                degrees.expert() == 1 || degrees.expertTensor() == 1,
                "parallel.expert_tensor = " + degrees.expertTensor(),
                "reserves expert tensor parallelism and does not run it yet.",
                "The nearest: expert_tensor 1.");
        limits.require(
                degrees.tensor() == 1 || degrees.expert() > 1,
                "parallel.expert = 1",
                "would count the gradients of experts once per tensor rank.",
                "The nearest: expert " + degrees.tensor() + " or tensor 1.");
        Stage stage = job.layout().memorySaving().sharding().stage();
        limits.require(
                degrees.tensor() == 1 || stage != Stage.PARAMETERS,
                "sharding = 3",
                "does not shard parameters of experts beside tensor parallelism yet.",
                "The nearest: ZeRO stage 2.");
        limits.require(
                degrees.tensor() == 1 || job.layout().memorySaving().offload() == Offload.NONE,
                "offload",
                "does not offload experts beside tensor parallelism yet.",
                "The nearest: offload none.");
    }

    private void offload() {
        Stage stage = job.layout().memorySaving().sharding().stage();
        Offload offload = job.layout().memorySaving().offload();
        limits.require(
                offload != Offload.PARAMETERS || stage == Stage.PARAMETERS,
                "offload = parameters",
                "offloads parameters with ZeRO stage 3 only.",
                "The nearest: ZeRO stage 3, or offload optimizer.");
        limits.require(
                offload != Offload.OPTIMIZER || stage != Stage.NONE,
                "offload = optimizer",
                "offloads the optimizer with ZeRO stage 1 or more only.",
                "The nearest: ZeRO stage 1.");
    }
}
