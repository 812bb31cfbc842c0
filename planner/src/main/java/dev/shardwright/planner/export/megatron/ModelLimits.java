package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.job.Architecture;
import dev.shardwright.planner.export.job.Architecture.Biases;
import dev.shardwright.planner.export.job.Architecture.Positions;
import dev.shardwright.planner.export.job.Limits;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Vocabulary;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;
import java.util.Set;

/** What Megatron-LM's arguments cannot say about a model. */
final class ModelLimits {
    private static final int NORMS = 2;
    private static final Set<Activation> ACTIVATIONS =
            Set.of(Activation.GELU, Activation.SWIGLU, Activation.SQUARED_RELU);

    private final MegatronRun run;
    private final Architecture model;
    private final Limits limits;

    private ModelLimits(MegatronRun run) {
        this.run = run;
        this.model = run.architecture();
        this.limits = new Limits("model = " + run.job().model().name());
    }

    static List<Problem> check(MegatronRun run) {
        ModelLimits model = new ModelLimits(run);
        model.layers();
        model.feedForward();
        model.norms();
        model.positions();
        model.biases();
        model.vocabulary();
        return model.limits.problems();
    }

    private void layers() {
        limits.require(
                model.attentionShapes().size() == 1,
                "has layers of different attention shapes; Megatron-LM's arguments describe one for all layers.",
                "");
        limits.require(
                model.windows().size() <= 1,
                "has windows of different sizes " + model.windows() + "; Megatron-LM has one --window-size.",
                "");
        limits.require(
                model.dense().size() <= 1 && model.expertBlocks().size() <= 1,
                "has feed-forward blocks of different widths; Megatron-LM has one --ffn-hidden-size and one set of experts.",
                "");
    }

    private void feedForward() {
        List<Activation> activations = model.activations();
        limits.require(
                activations.size() == 1,
                "mixes the activations " + activations + "; Megatron-LM has one for all layers.",
                "");
        limits.require(
                ACTIVATIONS.containsAll(activations),
                "has the activation " + activations.get(0) + ", for which Megatron-LM has no argument.",
                activations.get(0).gated()
                        ? "The nearest is SWIGLU: the same widths and cost."
                        : "The nearest are GELU and SQUARED_RELU: the same widths and cost.");
    }

    private void norms() {
        Normalization norm = run.job().model().normalization();
        limits.require(
                norm == Normalization.RMS_NORM || norm == Normalization.LAYER_NORM,
                "has norms of the kind " + norm + "; Megatron-LM has RMSNorm and LayerNorm with a bias.",
                "The nearest is LayerNorm.");
        limits.require(
                run.job().model().layers().stream().mapToInt(Layer::norms).allMatch(n -> n == NORMS),
                "has layers with another number of norms than two, one before each block; Megatron-LM does not.",
                "");
        limits.require(
                !model.has(SelfAttention.Trait.WIDTH_NORM),
                "norms queries and keys over their whole width; Megatron-LM's --qk-layernorm does so per head.",
                "");
    }

    private void positions() {
        Positions positions = model.positions();
        int table = run.job().model().vocabulary().positions();
        int sequence = run.job().workload().sequenceLength();
        limits.require(
                positions != Positions.NEITHER,
                "has neither rotary nor learned positions; Megatron-LM has no ALiBi.",
                "The nearest is rotary.");
        limits.require(
                positions != Positions.LEARNED || sequence <= table,
                "has " + table + " learned positions, fewer than the sequence length (" + sequence + ").",
                "Maybe use sequences of " + table + " tokens.");
        limits.require(
                positions != Positions.LEARNED || run.job().model().predictionLayers() == 0,
                "predicts further tokens with learned positions; Megatron-LM does so with rotary ones only.",
                "");
    }

    private void biases() {
        Biases biases = model.biases();
        limits.require(
                biases != Biases.MIXED,
                "has biases on some linear maps only; Megatron-LM has them on all, on none, or on queries, keys and values.",
                "The nearest is none: biases cost almost nothing.");
        for (MixtureOfExperts block : model.expertBlocks()) {
            boolean all = biases == Biases.ALL;
            limits.require(
                    biases == Biases.MIXED || all == block.traits().contains(MixtureOfExperts.Trait.ROUTER_BIAS),
                    "has biases on either the router or the other maps; Megatron-LM has both or neither.",
                    "");
            limits.require(
                    !all || block.shared().isEmpty(),
                    "has a shared expert with biases, which Megatron-LM does not build.",
                    "");
        }
    }

    private void vocabulary() {
        Set<Vocabulary.Trait> traits = run.job().model().vocabulary().traits();
        limits.require(
                !traits.contains(Vocabulary.Trait.EMBEDDING_NORM),
                "has a norm behind the embedding, which Megatron-LM does not.",
                "");
        limits.require(
                !traits.contains(Vocabulary.Trait.HEAD_BIAS),
                "has a bias on the head, which Megatron-LM does not.",
                "");
    }
}
