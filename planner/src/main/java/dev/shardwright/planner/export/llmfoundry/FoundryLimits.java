package dev.shardwright.planner.export.llmfoundry;

import dev.shardwright.planner.export.job.Architecture;
import dev.shardwright.planner.export.job.Architecture.Biases;
import dev.shardwright.planner.export.job.Architecture.Positions;
import dev.shardwright.planner.export.job.JobLimits;
import dev.shardwright.planner.export.job.PlainDecoder;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention.Trait;
import dev.shardwright.simulator.problem.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What llm-foundry and Composer cannot say: they shard data-parallel ranks, and do nothing else in parallel. */
final class FoundryLimits {
    private FoundryLimits() {}

    static List<Problem> check(TrainingJob job) {
        JobLimits limits = new JobLimits(job, "llm-foundry");
        parallel(job, limits);
        memory(limits);
        model(job, limits);
        return limits.problems();
    }

    private static void parallel(TrainingJob job, JobLimits limits) {
        limits.fullNodes();
        limits.plainTraining();
        limits.noPipeline();
        limits.noContext("has no context parallelism.");
        limits.noExpertParallel();
        int tensor = job.layout().degrees().tensor();
        limits.require(
                tensor == 1,
                "parallel.tensor = " + tensor,
                "splits feed-forward blocks only (tp_config.strategy: ffn), not attention.",
                "The nearest: tensor 1, data " + tensor * job.layout().degrees().data() + ".");
    }

    private static void memory(JobLimits limits) {
        limits.shardingStages(EnumSet.of(Stage.NONE, Stage.GRADIENTS, Stage.PARAMETERS));
        limits.hybridOnlyWith(EnumSet.of(Stage.PARAMETERS));
        limits.offloads(EnumSet.noneOf(Offload.class));
        limits.recomputeAllOrNone();
        limits.precisions(EnumSet.of(Precision.BF16, Precision.FP16, Precision.FP32));
        limits.optimizers(Set.of(Optimizer.ADAM));
    }

    private static void model(TrainingJob job, JobLimits limits) {
        PlainDecoder decoder = new PlainDecoder(job, limits);
        decoder.oneKindOfLayer();
        decoder.noExperts("runs experts by MegaBlocks, which is not exported.");
        decoder.without(EnumSet.of(Trait.HEAD_NORM, Trait.WIDTH_NORM, Trait.SINKS));
        decoder.activations(EnumSet.of(Activation.GELU, Activation.RELU, Activation.SWIGLU, Activation.GEGLU));
        boolean biases = new Architecture(job.model()).biases() == Biases.ALL;
        decoder.norms(EnumSet.of(
                Normalization.RMS_NORM, biases ? Normalization.LAYER_NORM : Normalization.LAYER_NORM_WITHOUT_BIAS));
        int heads = new Architecture(job.model()).attention().heads();
        limits.require(
                job.model().hidden() % heads == 0,
                "model = " + job.model().name(),
                "needs a width (" + job.model().hidden() + ") that heads (" + heads + ") divide.",
                "The nearest: export to megatron, or plan another model.");
        decoder.biases(EnumSet.of(Biases.NONE, Biases.QUERY_KEY_VALUE, Biases.ALL));
        decoder.positions(EnumSet.of(Positions.ROTARY, Positions.LEARNED));
        int positions = job.model().vocabulary().positions();
        limits.require(
                positions == 0 || positions >= job.workload().sequenceLength(),
                "workload.sequence_length = " + job.workload().sequenceLength(),
                "has learned positions for " + positions + " tokens.",
                "The nearest: sequences of " + positions + " tokens.");
    }
}
