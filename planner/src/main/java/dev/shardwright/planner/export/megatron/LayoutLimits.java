package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.job.Limits;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.schedule.Gpipe;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.stack.Execution.RankOrder;
import java.util.List;
import java.util.stream.Stream;

/** What Megatron-LM cannot say, or refuses later, about a layout that is legal in itself. */
final class LayoutLimits {
    private final MegatronRun run;
    private final Limits limits = new Limits("parallel");

    private LayoutLimits(MegatronRun run) {
        this.run = run;
    }

    static List<Problem> check(MegatronRun run) {
        LayoutLimits layout = new LayoutLimits(run);
        layout.nodes();
        layout.schedule();
        layout.tensor();
        run.architecture().experts().ifPresent(layout::experts);
        layout.sharding();
        layout.rankOrder();
        return Stream.concat(layout.limits.problems().stream(), RecomputeLimits.check(run).stream())
                .toList();
    }

    private void nodes() {
        Cluster cluster = run.job().cluster();
        limits.require(
                cluster.devices() % run.gpusPerNode() == 0,
                "cluster.gpus = " + cluster.devices(),
                "must fill nodes of " + cluster.node().devices() + ": torchrun starts equally many processes on each.",
                "Maybe use " + cluster.devices() / run.gpusPerNode() * run.gpusPerNode() + ".");
    }

    /** A release runs 1F1B and interleaved pipelines; zero-bubble schedules stand in a fork. */
    private void schedule() {
        PipelineSchedule schedule = run.layout().schedule();
        limits.require(
                run.degrees().pipeline() == 1
                        || schedule instanceof OneForwardOneBackward
                        || schedule instanceof Interleaved,
                "schedule = " + schedule.name(),
                "Megatron-LM has no such schedule.",
                "The nearest is " + nearest(schedule) + ".");
    }

    /** The schedule that idles least among those that can be run with as many stages. */
    private String nearest(PipelineSchedule schedule) {
        int chunks = schedule.virtualStages();
        boolean interleaves = chunks > 1
                && new Interleaved(chunks)
                        .objection(run.degrees().pipeline(), run.job().microBatches())
                        .isEmpty();
        if (interleaves) {
            return "interleaved with " + chunks + " virtual stages";
        }
        return schedule instanceof Gpipe ? "1f1b: the same bubble, fewer activations" : "1f1b";
    }

    private void tensor() {
        int tensor = run.degrees().tensor();
        Stream<DenseFeedForward> shared =
                run.architecture().expertBlocks().stream().flatMap(block -> block.shared().stream());
        Stream.concat(run.architecture().dense().stream(), shared)
                .forEach(block -> limits.require(
                        block.inner() % tensor == 0,
                        "parallel.tensor = " + tensor,
                        "must divide the feed-forward width (" + block.inner() + ").",
                        ""));
    }

    private void experts(MixtureOfExperts block) {
        limits.require(
                run.degrees().tensor() == 1 || run.layout().sequenceParallel() == SequenceParallel.ON,
                "parallel.sequence_parallel = off",
                "Megatron-LM does not train experts with tensor parallelism alone.",
                "Maybe set it on.");
        limits.require(
                run.degrees().expertTensor() == 1 || !block.expert().bias(),
                "parallel.expert_tensor = " + run.degrees().expertTensor(),
                "Megatron-LM does not split experts with biases.",
                "Maybe use 1.");
    }

    private void sharding() {
        Sharding sharding = run.sharding();
        if (sharding.stage() == Stage.NONE) {
            return;
        }
        int replicas = sharding.replicas();
        boolean divides = run.replicas() % replicas == 0
                && (!run.job().model().hasExperts() || run.degrees().expertData() % replicas == 0);
        limits.require(
                divides,
                "sharding.replicas = " + replicas,
                "must divide data x context parallel (" + run.replicas() + ") and the replicas of an expert ("
                        + run.degrees().expertData() + ").",
                "Maybe use 1.");
    }

    /** Data parallelism outermost: only where experts have as many replicas as the dense layers, and not sharded. */
    private void rankOrder() {
        if (run.degrees().pipeline() == 1 || run.job().stack().execution().order() != RankOrder.DATA_OUTERMOST) {
            return;
        }
        String stack = "that of the software stack " + run.job().stack().name() + " (data parallelism outermost)";
        limits.require(
                !run.fullyShards(),
                "sharding = " + run.sharding().stage().ordinal(),
                "Megatron-FSDP keeps its own rank order, not " + stack + ".",
                "Maybe plan with the software stack megatron-core, or use ZeRO-1.");
        boolean experts = run.job().model().hasExperts();
        int data = run.degrees().data();
        limits.require(
                !experts || run.degrees().expertData() == data,
                "parallel.expert = " + run.degrees().expert(),
                "Megatron-LM keeps " + stack + " only with as many replicas of an expert ("
                        + run.degrees().expertData() + ") as data parallel (" + data + ").",
                "Maybe plan with the software stack megatron-core.");
        limits.require(
                experts || run.degrees().context() == 1,
                "parallel.context = " + run.degrees().context(),
                "Megatron-LM keeps " + stack + " only without context parallelism.",
                "Maybe plan with the software stack megatron-core.");
    }
}
