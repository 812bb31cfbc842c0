package dev.shardwright.planner.export.torchtitan;

import dev.shardwright.planner.export.job.Architecture;
import dev.shardwright.planner.export.job.JobLimits;
import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.stack.Execution.RankOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What torchtitan cannot say, or refuses later: while the model, the meshes or the schedule are built. */
final class TitanLimits {
    /** Positions that the rotary embedding of each module reaches; main refuses longer sequences. */
    private static final Map<String, Integer> LONGEST =
            Map.of(Flavor.LLAMA, 131_072, Flavor.QWEN, 40_960, Flavor.DEEPSEEK, 16_384);

    private final TitanRun run;
    private final ParallelDegrees degrees;
    private final JobLimits limits;

    private TitanLimits(TitanRun run) {
        this.run = run;
        this.degrees = run.degrees();
        this.limits = new JobLimits(run.job(), "torchtitan " + run.release().version());
    }

    static List<Problem> check(TitanRun run) {
        TitanLimits titan = new TitanLimits(run);
        titan.model();
        titan.limits.fullNodes();
        titan.limits.plainTraining();
        titan.limits.rankOrder(RankOrder.PIPELINE_OUTERMOST);
        titan.tensor();
        titan.sequence();
        titan.context();
        titan.experts();
        titan.pipeline();
        titan.sharding();
        titan.recompute();
        titan.numerics();
        return titan.limits.problems();
    }

    private void model() {
        String where = "model = " + run.job().model().name();
        limits.require(
                run.flavor().isPresent(),
                where,
                "trains models of its own list only.",
                "The nearest: " + Flavor.all().stream().map(Flavor::title).collect(Collectors.joining(", ")) + ".");
        limits.require(
                run.job().model().predictionLayers() == 0,
                where,
                "predicts one token in this flavor.",
                "The nearest: the model without prediction layers.");
        run.flavor()
                .ifPresent(flavor -> limits.require(
                        run.readsToml() || !flavor.name().recipe().isEmpty(),
                        where,
                        "has no recipe for " + flavor.title() + ".",
                        "The nearest: export for torchtitan 0.2.2."));
    }

    private boolean is(String module) {
        return run.flavor().map(f -> f.name().module().equals(module)).orElse(false);
    }

    private void tensor() {
        int heads = new Architecture(run.job().model()).attention().heads();
        int keyValueHeads = new Architecture(run.job().model())
                .selfAttention()
                .map(a -> a.kvHeads())
                .orElse(heads);
        limits.require(
                heads % degrees.tensor() == 0 && keyValueHeads % degrees.tensor() == 0,
                "parallel.tensor = " + degrees.tensor(),
                "needs tensor parallel to divide heads (" + heads + ") and key/value heads (" + keyValueHeads + ").",
                "The nearest: tensor " + commonDivisor(keyValueHeads, degrees.tensor()) + ".");
        if (run.readsToml()) {
            limits.sequenceParallel(SequenceParallel.ON, "always splits norms and residuals with tensor parallelism.");
        }
    }

    private static int commonDivisor(int a, int b) {
        return b == 0 ? a : commonDivisor(b, a % b);
    }

    private void sequence() {
        int length = run.job().workload().sequenceLength();
        boolean halves = run.readsToml() || degrees.context() > 1;
        int parts = degrees.tensor() * degrees.context() * (halves ? 2 : 1);
        limits.require(
                length % parts == 0,
                "workload.sequence_length = " + length,
                "needs a multiple of tensor x context" + (halves ? " x 2" : "") + " (" + parts + ").",
                "The nearest: " + Math.max(parts, length / parts * parts) + ".");
        run.flavor()
                .map(flavor -> LONGEST.get(flavor.name().module()))
                .ifPresent(longest -> limits.require(
                        run.readsToml() || length <= longest,
                        "workload.sequence_length = " + length,
                        "reaches " + longest + " positions with this model.",
                        "The nearest: " + longest + "."));
    }

    private void context() {
        limits.contextMethods(
                run.readsToml()
                        ? EnumSet.of(ContextMethod.RING, ContextMethod.ALL_GATHER)
                        : EnumSet.of(ContextMethod.ALL_GATHER));
        if (run.readsToml() && is(Flavor.DEEPSEEK)) {
            limits.noContext("has no context parallelism with FlexAttention, which this model uses.");
        }
    }

    private void experts() {
        if (!run.job().model().hasExperts()) {
            return;
        }
        int expert = degrees.expert();
        int expertTensor = degrees.expertTensor();
        boolean own = expert > 1 && (expertTensor == 1 || (run.readsToml() && expertTensor == degrees.tensor()));
        limits.require(
                own || (expert == 1 && expertTensor == degrees.tensor()),
                "parallel.expert_tensor = " + expertTensor,
                "splits experts by tensor parallelism as the dense layers or, spread over ranks, "
                        + (run.readsToml() ? "so or not at all." : "not at all."),
                "The nearest: expert_tensor " + (expert == 1 ? degrees.tensor() : 1) + ".");
        int region = run.shard() * degrees.context() * degrees.tensor();
        limits.require(
                region % (expert * (expert > 1 ? expertTensor : 1)) == 0,
                "parallel.expert = " + expert,
                "spreads experts over the ranks of one group of shards only (shards x context x tensor = " + region
                        + ").",
                "The nearest: expert " + commonDivisor(region, expert) + ".");
    }

    private void pipeline() {
        if (!run.pipelines()) {
            return;
        }
        limits.schedules(TitanRun.SCHEDULES.keySet());
        String where = "parallel.pipeline = " + degrees.pipeline();
        limits.require(
                !run.readsToml() || !is(Flavor.QWEN),
                where,
                "has no pipeline for qwen3.",
                "The nearest: pipeline 1, or export for torchtitan main.");
        limits.require(
                !run.job().model().vocabulary().tied(),
                where,
                "does not tie the head to the embedding over a pipeline.",
                "The nearest: pipeline 1.");
        List<Integer> layers = StageLayers.of(run.job()).counts();
        limits.require(
                layers.stream().allMatch(count -> count > 0),
                where,
                "needs a layer in every stage; the stages hold "
                        + StageLayers.of(run.job()).words() + ".",
                "The nearest: fewer stages.");
        microBatches(layers.size());
    }

    /** PyTorch's schedules ask for a full pipeline, or for rounds of one size. */
    private void microBatches(int stages) {
        int microBatches = run.job().microBatches();
        int rounds = Math.max(1, microBatches / degrees.pipeline());
        boolean interleaved = run.job().layout().schedule() instanceof Interleaved;
        boolean full = Set.of("1F1B", "GPipe", "DualPipeV").contains(run.schedule());
        limits.require(
                !interleaved || microBatches % rounds == 0,
                "micro_batch = " + run.job().layout().microBatch(),
                "runs interleaved stages in rounds of equally many micro-batches; " + microBatches + " are not "
                        + rounds + " rounds.",
                "The nearest: " + microBatches / rounds * rounds + " micro-batches.");
        limits.require(
                !full || microBatches >= stages,
                "micro_batch = " + run.job().layout().microBatch(),
                "needs as many micro-batches as stages (" + stages + "), not " + microBatches + ".",
                "The nearest: a smaller micro-batch, fewer stages or a larger global batch.");
    }

    private void sharding() {
        boolean alone = degrees.tensor() * degrees.pipeline() * degrees.context() == 1;
        limits.shardingStages(
                alone
                        ? EnumSet.of(Stage.NONE, Stage.GRADIENTS, Stage.PARAMETERS)
                        : EnumSet.of(Stage.GRADIENTS, Stage.PARAMETERS));
        limits.hybridOnlyWith(EnumSet.of(Stage.GRADIENTS, Stage.PARAMETERS));
        limits.require(
                !run.readsToml() || alone || run.fsdpRanks() > 1,
                "parallel.data = " + degrees.data(),
                "trains in 32 bit with tensor or pipeline parallelism alone: only shards keep 16-bit weights.",
                "The nearest: data 2 with fewer tensor or pipeline ranks.");
    }

    private void recompute() {
        limits.require(
                run.recomputesProducts() || !JobLimits.recomputes(run.job()) || run.recomputesAll(),
                "recompute = " + run.job().layout().memorySaving().recompute().name(),
                "recomputes every layer, every second matrix product, or nothing.",
                "The nearest: recompute full, products or none.");
        limits.offloads(EnumSet.of(Offload.PARAMETERS));
        limits.require(
                run.job().layout().memorySaving().offload() == Offload.NONE || run.fsdpRanks() > 1,
                "offload = parameters",
                "offloads shards only.",
                "The nearest: ZeRO stage 3 over two ranks or more.");
    }

    private void numerics() {
        boolean eightBit = run.readsToml() && !run.job().model().hasExperts();
        limits.precisions(
                eightBit
                        ? EnumSet.of(Precision.BF16, Precision.FP8_TENSOR, Precision.FP8_ROW)
                        : EnumSet.of(Precision.BF16));
        limits.optimizers(Set.of(Optimizer.ADAM));
        Precision precision = run.job().numerics().precision();
        limits.require(
                run.job().cluster().accelerator().supports(precision.operands()),
                "precision = " + precision.label(),
                "needs matrix units for it, which "
                        + run.job().cluster().accelerator().name() + " has not.",
                "The nearest: bf16.");
    }
}
