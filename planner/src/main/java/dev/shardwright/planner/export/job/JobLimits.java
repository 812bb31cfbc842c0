package dev.shardwright.planner.export.job;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.stack.Execution.RankOrder;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refusals that several targets share, each with the choice, the rule, and the nearest plan that the target can say.
 * Choices that change nothing (a pipeline of one stage, recompute of no layer) are never refused.
 */
public final class JobLimits {
    private final TrainingJob job;
    private final String framework;
    private final Limits limits = new Limits("parallel");

    public JobLimits(TrainingJob job, String framework) {
        this.job = job;
        this.framework = framework;
    }

    public List<Problem> problems() {
        return limits.problems();
    }

    /** A rule of the target's own: {@code rule} follows the framework's name. */
    public void require(boolean holds, String where, String rule, String nearest) {
        limits.require(holds, where, framework + " " + rule, nearest);
    }

    private ParallelDegrees degrees() {
        return job.layout().degrees();
    }

    private Layout layout() {
        return job.layout();
    }

    /** Every node starts equally many processes. */
    public void fullNodes() {
        Cluster cluster = job.cluster();
        int ranks = Heading.ranksPerNode(job);
        require(
                cluster.devices() % ranks == 0,
                "cluster.gpus = " + cluster.devices(),
                "starts equally many processes on every node of " + ranks + " GPUs.",
                "The nearest: " + cluster.devices() / ranks * ranks + " GPUs.");
    }

    /** All weights are trained, and every sequence attends as one. */
    public void plainTraining() {
        require(
                job.numerics().adaptation().trainsLayers(),
                "adapters",
                "has no key for low-rank adapters or frozen weights: they stand in the training script.",
                "The nearest: leave out the adapters.");
        Workload workload = job.workload();
        require(
                workload.documentLength() == workload.sequenceLength(),
                "workload.document_length = " + workload.documentLength(),
                "has no key for packed documents: the data files decide on them.",
                "The nearest: leave out the document length.");
        require(
                !workload.routing().dropsTokens(),
                "workload.routing",
                "drops no tokens of experts.",
                "The nearest: no capacity factor.");
    }

    public void noPipeline() {
        int stages = degrees().pipeline();
        require(
                stages == 1,
                "parallel.pipeline = " + stages,
                "has no pipeline stages in its configuration.",
                "The nearest: pipeline 1, data " + stages * degrees().data() + ".");
    }

    /** Names of schedules as in files. */
    public void schedules(Set<String> names) {
        String name = layout().schedule().name();
        require(
                degrees().pipeline() == 1 || names.contains(name),
                "schedule = " + name,
                "has no such schedule.",
                "The nearest: " + names.stream().sorted().collect(Collectors.joining(" or ")) + ".");
    }

    /** Which groups hold neighbouring ranks: it changes what travels between nodes. */
    public void rankOrder(RankOrder order) {
        boolean matters = degrees().pipeline() > 1 && degrees().data() > 1 && Heading.nodes(job) > 1;
        String stack = job.stack().name();
        require(
                !matters || job.stack().execution().order() == order,
                "stack = " + stack,
                "places " + (order == RankOrder.DATA_OUTERMOST ? "data" : "pipeline")
                        + " parallelism outermost; this software stack was simulated the other way round.",
                "The nearest: plan with a software stack of its rank order.");
    }

    public void noContext(String reason) {
        int context = degrees().context();
        require(
                context == 1,
                "parallel.context = " + context,
                reason,
                "The nearest: context 1, data " + context * degrees().data() + ".");
    }

    public void contextMethods(Set<ContextMethod> methods) {
        ContextMethod method = layout().contextMethod();
        require(
                degrees().context() == 1 || methods.contains(method),
                "parallel.context_method = " + lower(method),
                "does not share keys and values in this way.",
                "The nearest: context_method "
                        + methods.stream().map(JobLimits::lower).sorted().collect(Collectors.joining(" or ")) + ".");
    }

    public void noExpertParallel() {
        int expert = degrees().expert();
        require(
                expert == 1,
                "parallel.expert = " + expert,
                "has no key that spreads experts over ranks.",
                "The nearest: expert 1.");
    }

    /** Only with tensor parallelism has the choice a meaning. */
    public void sequenceParallel(SequenceParallel only, String reason) {
        boolean on = only == SequenceParallel.ON;
        require(
                degrees().tensor() == 1 || layout().sequenceParallel() == only,
                "parallel.sequence_parallel = " + (on ? "off" : "on"),
                reason,
                "The nearest: sequence_parallel " + (on ? "on" : "off") + ".");
    }

    /** Ranks that hold the same weights before anything is sharded. */
    public int replicas() {
        return degrees().data() * degrees().context();
    }

    /** Stages of sharding, where there is more than one rank to shard over. */
    public void shardingStages(Set<Sharding.Stage> stages) {
        Sharding.Stage stage = sharding().stage();
        require(
                replicas() == 1 || stages.contains(stage),
                "sharding = " + stage.ordinal(),
                "cannot split the states so.",
                "The nearest: ZeRO stage "
                        + stages.stream()
                                .map(Sharding.Stage::ordinal)
                                .sorted()
                                .map(String::valueOf)
                                .collect(Collectors.joining(" or "))
                        + ".");
    }

    /** No replicas of shards, except with the given stages. */
    public void hybridOnlyWith(Set<Sharding.Stage> stages) {
        Sharding sharding = sharding();
        require(
                sharding.replicas() == 1
                        || sharding.stage() == Sharding.Stage.NONE
                        || stages.contains(sharding.stage()),
                "sharding.replicas = " + sharding.replicas(),
                "has no replicas of shards with ZeRO stage " + sharding.stage().ordinal() + ".",
                "The nearest: replicas 1.");
        require(
                sharding.stage() == Sharding.Stage.NONE || degrees().data() % sharding.replicas() == 0,
                "sharding.replicas = " + sharding.replicas(),
                "needs replicas that divide data parallel (" + degrees().data() + ").",
                "The nearest: replicas 1.");
    }

    public void offloads(Set<Offload> kinds) {
        Offload offload = layout().memorySaving().offload();
        require(
                offload == Offload.NONE || kinds.contains(offload),
                "offload = " + lower(offload),
                "has no such offload.",
                "The nearest: offload "
                        + (kinds.isEmpty()
                                ? "none"
                                : kinds.stream().map(JobLimits::lower).sorted().collect(Collectors.joining(" or ")))
                        + ".");
    }

    /** Every layer or none. */
    public void recomputeAllOrNone() {
        Recompute recompute = layout().memorySaving().recompute();
        boolean nothing = !recomputes(job);
        require(
                nothing || recomputesAll(job),
                "recompute = " + recompute.name(),
                "recomputes every layer or none.",
                "The nearest: recompute full (less memory) or none (less time).");
    }

    /** Whether anything is recomputed. */
    public static boolean recomputes(TrainingJob job) {
        return !(job.layout().memorySaving().recompute() instanceof Recompute.None);
    }

    /** Whether every layer of every rank is recomputed whole. */
    public static boolean recomputesAll(TrainingJob job) {
        Recompute recompute = job.layout().memorySaving().recompute();
        if (recompute instanceof Recompute.PerRank) {
            int most = StageLayers.of(job).mostOnRank(job.layout().degrees().pipeline());
            return recompute.fullLayers(most) == most;
        }
        return recompute instanceof Recompute.Full;
    }

    public void precisions(Set<Precision> formats) {
        Precision precision = job.numerics().precision();
        require(
                formats.contains(precision),
                "precision = " + precision.label(),
                "has no such number format in its configuration.",
                "The nearest: " + (formats.contains(Precision.BF16) ? "bf16" : formats) + ".");
    }

    public void optimizers(Set<Optimizer> kinds) {
        Optimizer optimizer = job.numerics().optimizer();
        require(
                kinds.contains(optimizer),
                "optimizer = " + optimizer.name(),
                "is not exported with this optimizer.",
                "The nearest: " + kinds.stream().map(Optimizer::name).sorted().collect(Collectors.joining(" or "))
                        + ".");
    }

    private Sharding sharding() {
        return layout().memorySaving().sharding();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
