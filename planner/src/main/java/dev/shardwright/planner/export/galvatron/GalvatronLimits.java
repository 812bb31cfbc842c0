package dev.shardwright.planner.export.galvatron;

import dev.shardwright.planner.export.job.JobLimits;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.stack.Execution.RankOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a strategy of Hetu-Galvatron cannot say. Its models are its own: shapes stand in other files. */
final class GalvatronLimits {
    private final TrainingJob job;
    private final ParallelDegrees degrees;
    private final JobLimits limits;

    private GalvatronLimits(TrainingJob job) {
        this.job = job;
        this.degrees = job.layout().degrees();
        this.limits = new JobLimits(job, "Galvatron");
    }

    static List<Problem> check(TrainingJob job) {
        GalvatronLimits limits = new GalvatronLimits(job);
        limits.layout();
        limits.context();
        limits.memory();
        return limits.limits.problems();
    }

    private void layout() {
        limits.fullNodes();
        limits.plainTraining();
        limits.schedules(Set.of("1f1b", "gpipe"));
        limits.rankOrder(RankOrder.PIPELINE_OUTERMOST);
        limits.sequenceParallel(SequenceParallel.ON, "always splits the sequence over tensor ranks too.");
        limits.precisions(EnumSet.of(Precision.BF16, Precision.FP16, Precision.FP32));
        limits.optimizers(Set.of(Optimizer.ADAM));
        limits.require(
                job.model().predictionLayers() == 0,
                "model = " + job.model().name(),
                "predicts one token.",
                "The nearest: export to megatron.");
    }

    /** Ulysses takes the place of tensor parallelism, layer by layer. */
    private void context() {
        ContextMethod method = job.layout().contextMethod();
        limits.contextMethods(EnumSet.of(ContextMethod.RING, ContextMethod.ULYSSES));
        limits.require(
                method != ContextMethod.ULYSSES || degrees.context() == 1 || degrees.tensor() == 1,
                "parallel.tensor = " + degrees.tensor(),
                "splits a layer either over tensor ranks or by Ulysses.",
                "The nearest: context_method ring, or tensor 1.");
    }

    private void memory() {
        limits.shardingStages(EnumSet.of(Stage.NONE, Stage.GRADIENTS, Stage.PARAMETERS));
        limits.hybridOnlyWith(Set.of());
        limits.offloads(EnumSet.noneOf(Offload.class));
        Recompute recompute = job.layout().memorySaving().recompute();
        limits.require(
                recompute instanceof Recompute.None
                        || recompute instanceof Recompute.Full
                        || recompute instanceof Recompute.PerRank,
                "recompute = " + recompute.name(),
                "recomputes whole layers or nothing of them.",
                "The nearest: recompute full, layers:K or none.");
    }
}
