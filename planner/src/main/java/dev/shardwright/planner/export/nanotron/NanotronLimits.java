package dev.shardwright.planner.export.nanotron;

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
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention.Trait;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.stack.Execution.RankOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What nanotron cannot say, refuses while it builds, or takes for something else in silence. */
final class NanotronLimits {
    private final TrainingJob job;
    private final ParallelDegrees degrees;
    private final JobLimits limits;

    private NanotronLimits(TrainingJob job) {
        this.job = job;
        this.degrees = job.layout().degrees();
        this.limits = new JobLimits(job, "nanotron");
    }

    static List<Problem> check(TrainingJob job) {
        NanotronLimits limits = new NanotronLimits(job);
        limits.layout();
        limits.pipeline();
        limits.memory();
        limits.model();
        return limits.limits.problems();
    }

    private void layout() {
        limits.fullNodes();
        limits.plainTraining();
        limits.noContext("starts with context parallelism only from a checkpoint.");
        limits.noExpertParallel();
        limits.precisions(EnumSet.of(Precision.BF16, Precision.FP16, Precision.FP32));
        limits.optimizers(Set.of(Optimizer.ADAM, Optimizer.SGD));
    }

    private void pipeline() {
        limits.schedules(Set.of("1f1b", "gpipe"));
        limits.rankOrder(RankOrder.DATA_OUTERMOST);
        boolean steady = degrees.pipeline() > 1
                && job.layout().schedule().name().equals("1f1b")
                && job.microBatches() < degrees.pipeline() - 1;
        limits.require(
                !steady,
                "micro-batches = " + job.microBatches(),
                "needs at least pipeline - 1 (" + (degrees.pipeline() - 1) + ") micro-batches for 1f1b.",
                "The nearest: gpipe, or a smaller micro-batch.");
        if (degrees.pipeline() > 1 && job.layout().schedule().virtualStages() == 1) {
            stages();
        }
    }

    /** Of the models that it has. */
    private void stages() {
        if (!new Architecture(job.model()).dense().isEmpty()) {
            List<Integer> dealt = StagesByCost.layers(job);
            limits.require(
                    StageLayers.of(job).counts().equals(dealt),
                    "parallel.pipeline = " + degrees.pipeline(),
                    "deals layers by their cost (" + dealt + "), not "
                            + StageLayers.of(job).words() + ".",
                    "The nearest: plan with the software stack nanotron, or pipeline 1.");
        }
    }

    private void memory() {
        limits.shardingStages(EnumSet.of(Stage.NONE, Stage.OPTIMIZER));
        limits.hybridOnlyWith(Set.of());
        limits.offloads(EnumSet.noneOf(Offload.class));
        limits.recomputeAllOrNone();
    }

    private void model() {
        PlainDecoder decoder = new PlainDecoder(job, limits);
        decoder.oneKindOfLayer();
        decoder.noExperts("spreads experts over no ranks, and its blocks of experts are not exported.");
        decoder.without(EnumSet.of(Trait.HEAD_NORM, Trait.WIDTH_NORM, Trait.SINKS));
        decoder.activations(EnumSet.of(Activation.SWIGLU));
        decoder.norms(EnumSet.of(Normalization.RMS_NORM));
        decoder.headsFillTheWidth();
        decoder.biases(EnumSet.of(Biases.NONE, Biases.QUERY_KEY_VALUE));
        decoder.positions(EnumSet.of(Positions.ROTARY));
        decoder.keyValueHeadsPerRank();
    }
}
