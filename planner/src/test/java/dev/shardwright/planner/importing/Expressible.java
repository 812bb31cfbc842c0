package dev.shardwright.planner.importing;

import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Routing;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.stack.StageRule;
import dev.shardwright.simulator.stack.StageSplit;
import dev.shardwright.simulator.step.LayerDealing;

/** A job without what a launch script has no words for, so that two jobs that run the same are equal. */
final class Expressible {
    private Expressible() {}

    static TrainingJob of(TrainingJob job) {
        Layout layout = job.layout();
        int replicas = layout.degrees().data() * layout.degrees().context();
        MemorySaving saving = layout.memorySaving();
        MemorySaving plain = new MemorySaving(recompute(job), sharding(saving.sharding(), replicas), saving.offload());
        ContextMethod method = layout.degrees().context() == 1 ? ContextMethod.RING : layout.contextMethod();
        Layout other = new Layout(
                degrees(job), schedule(layout), layout.microBatch(), layout.sequenceParallel(), method, plain);
        return new TrainingJob(
                job.model(),
                job.cluster(),
                job.workload().withRouting(Routing.BALANCED),
                other,
                new Numerics(
                        job.numerics().precision(), optimizer(job.numerics().optimizer())),
                dealingByRule(job.stack()));
    }

    /** Layers may be dealt alike by a rule and as counted; the test compares what each stage holds. */
    private static SoftwareStack dealingByRule(SoftwareStack stack) {
        return stack.withSplit(StageSplit.by(StageRule.UNIFORM_LAYERS_AND_ENDS));
    }

    /** Ranks of an expert are none of a model without experts. */
    private static ParallelDegrees degrees(TrainingJob job) {
        ParallelDegrees d = job.layout().degrees();
        int expertTensor = job.model().hasExperts() ? d.expertTensor() : d.tensor();
        return new ParallelDegrees(d.tensor(), d.pipeline(), d.context(), d.expert(), expertTensor, d.data());
    }

    /** One stage needs no schedule. */
    private static PipelineSchedule schedule(Layout layout) {
        return layout.degrees().pipeline() == 1 ? new OneForwardOneBackward() : layout.schedule();
    }

    /** Replicas of nothing, and shards of one rank, are no difference. */
    private static Sharding sharding(Sharding sharding, int ranks) {
        boolean alone = ranks == sharding.replicas() || sharding.stage() == Sharding.Stage.NONE;
        return alone ? Sharding.zero(0) : sharding;
    }

    /** Recomputing as many layers as the fullest stage has is recomputing all. */
    private static Recompute recompute(TrainingJob job) {
        Recompute recompute = job.layout().memorySaving().recompute();
        int chunks = job.layout().schedule().virtualStages();
        int most = new LayerDealing(job.model(), job.stack().execution().split())
                .layersOfChunks(job.layout().degrees().pipeline(), chunks).stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElseThrow();
        boolean all = recompute instanceof Recompute.PerRank perRank && perRank.layers() / chunks >= most;
        return all ? new Recompute.Full() : recompute;
    }

    /** Job files have no word for Adam's moments in bf16. */
    private static Optimizer optimizer(Optimizer optimizer) {
        return optimizer.equals(new Optimizer("adamw", 4)) ? Optimizer.ADAM : optimizer;
    }
}
