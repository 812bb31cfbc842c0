package dev.shardwright.planner.export.neox;

import dev.shardwright.planner.export.job.Architecture;
import dev.shardwright.planner.export.job.Architecture.Biases;
import dev.shardwright.planner.export.job.Architecture.Positions;
import dev.shardwright.planner.export.job.JobLimits;
import dev.shardwright.planner.export.job.PlainDecoder;
import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention.Trait;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.stack.Execution.RankOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What GPT-NeoX cannot say, or refuses while it builds. */
final class NeoxLimits {
    private static final double FULL_BYTES = 4;

    private final TrainingJob job;
    private final ParallelDegrees degrees;
    private final JobLimits limits;

    private NeoxLimits(TrainingJob job) {
        this.job = job;
        this.degrees = job.layout().degrees();
        this.limits = new JobLimits(job, "GPT-NeoX");
    }

    static List<Problem> check(TrainingJob job) {
        NeoxLimits limits = new NeoxLimits(job);
        limits.layout();
        limits.pipeline();
        limits.memory();
        limits.model();
        limits.experts();
        return limits.limits.problems();
    }

    private Stage stage() {
        return job.layout().memorySaving().sharding().stage();
    }

    private void layout() {
        limits.fullNodes();
        limits.plainTraining();
        limits.noContext("has no context parallelism.");
        limits.precisions(EnumSet.of(Precision.BF16, Precision.FP16, Precision.FP32));
        limits.optimizers(Set.of(Optimizer.ADAM));
    }

    private void pipeline() {
        limits.schedules(Set.of("1f1b"));
        limits.rankOrder(RankOrder.PIPELINE_OUTERMOST);
        if (degrees.pipeline() == 1) {
            return;
        }
        StageLayers stages = StageLayers.of(job);
        limits.require(
                stages.even(),
                "parallel.pipeline = " + degrees.pipeline(),
                "deals layers evenly by their type (type:transformer|mlp); the plan has " + stages.words() + ".",
                "The nearest: a pipeline that divides the layers ("
                        + job.model().layers().size() + "), split by whole layers.");
        limits.require(
                !stage().atLeast(Stage.GRADIENTS),
                "sharding = " + stage().ordinal(),
                "runs pipelines with ZeRO stage 0 or 1 only.",
                "The nearest: ZeRO stage 1, or pipeline 1.");
        boolean half = job.stack().communication().reduction().gradientBytes() < FULL_BYTES;
        limits.require(
                !(half && stage() == Stage.OPTIMIZER && job.numerics().precision() == Precision.BF16),
                "stack = " + job.stack().name(),
                "needs gradients in fp32 for a bf16 pipeline with ZeRO stage 1; this software stack keeps them in 16 bit.",
                "The nearest: plan with the software stack megatron-core, or ZeRO stage 0.");
    }

    private void memory() {
        limits.hybridOnlyWith(Set.of());
        limits.recomputeAllOrNone();
        limits.offloads(EnumSet.of(Offload.OPTIMIZER, Offload.PARAMETERS));
        Offload offload = job.layout().memorySaving().offload();
        limits.require(
                offload != Offload.PARAMETERS || stage() == Stage.PARAMETERS,
                "offload = parameters",
                "offloads parameters with ZeRO stage 3 only.",
                "The nearest: ZeRO stage 3, or offload optimizer.");
        limits.require(
                offload != Offload.OPTIMIZER || (stage() != Stage.NONE && degrees.pipeline() == 1),
                "offload = optimizer",
                "offloads the optimizer with ZeRO stage 1 or more and without a pipeline only.",
                "The nearest: offload none.");
    }

    private void model() {
        PlainDecoder decoder = new PlainDecoder(job, limits);
        decoder.oneKindOfLayer();
        decoder.without(EnumSet.of(Trait.HEAD_NORM, Trait.WIDTH_NORM, Trait.SINKS));
        decoder.activations(EnumSet.of(Activation.GELU, Activation.RELU, Activation.SWIGLU, Activation.GEGLU));
        decoder.norms(EnumSet.of(
                Normalization.RMS_NORM,
                Normalization.LAYER_NORM,
                Normalization.LAYER_NORM_WITHOUT_BIAS,
                Normalization.NON_PARAMETRIC));
        decoder.headsFillTheWidth();
        decoder.biases(EnumSet.of(Biases.NONE, Biases.ALL));
        decoder.positions(EnumSet.of(Positions.ROTARY, Positions.LEARNED));
        decoder.keyValueHeadsPerRank();
        int inner = new Architecture(job.model()).feedForwardShapes().get(0).inner();
        limits.require(
                inner % degrees.tensor() == 0,
                "parallel.tensor = " + degrees.tensor(),
                "needs tensor parallel to divide the feed-forward width (" + inner + ").",
                "The nearest: tensor 1.");
        int positions = job.model().vocabulary().positions();
        limits.require(
                positions == 0 || positions >= job.workload().sequenceLength(),
                "workload.sequence_length = " + job.workload().sequenceLength(),
                "has learned positions for " + positions + " tokens.",
                "The nearest: sequences of " + positions + " tokens.");
    }

    /** Expert parallelism has no key: it is tensor parallelism. */
    private void experts() {
        for (MixtureOfExperts block : new Architecture(job.model()).expertBlocks()) {
            limits.require(
                    degrees.expert() == degrees.tensor(),
                    "parallel.expert = " + degrees.expert(),
                    "takes tensor parallel (" + degrees.tensor() + ") as its expert parallelism.",
                    "The nearest: expert " + degrees.tensor() + ".");
            limits.require(
                    degrees.expert() == 1 || degrees.expertTensor() == 1,
                    "parallel.expert_tensor = " + degrees.expertTensor(),
                    "does not split experts beside expert parallelism.",
                    "The nearest: expert_tensor 1.");
            limits.require(
                    !stage().atLeast(Stage.GRADIENTS),
                    "sharding = " + stage().ordinal(),
                    "runs experts with ZeRO stage 0 or 1 only.",
                    "The nearest: ZeRO stage 1.");
            limits.require(
                    block.shared().isEmpty() && block.traits().isEmpty(),
                    "model = " + job.model().name(),
                    "has no shared experts and plain routers only.",
                    "The nearest: export to megatron.");
        }
    }
}
