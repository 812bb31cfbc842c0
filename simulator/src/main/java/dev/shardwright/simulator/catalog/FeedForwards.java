package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.MixtureOfExperts;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads feed-forward blocks: their width, activation and experts. */
final class FeedForwards {
    private static final Map<String, Activation> PLAIN = Map.of(
            "gelu", Activation.GELU,
            "gelu_new", Activation.GELU,
            "gelu_fast", Activation.GELU,
            "gelu_python", Activation.GELU,
            "gelu_pytorch_tanh", Activation.GELU,
            "relu", Activation.RELU,
            "relu2", Activation.SQUARED_RELU);
    private static final Map<String, Activation> GATED = Map.of(
            "silu", Activation.SWIGLU,
            "swish", Activation.SWIGLU,
            "gelu", Activation.GEGLU,
            "gelu_new", Activation.GEGLU,
            "gelu_pytorch_tanh", Activation.GEGLU);

    private FeedForwards() {}

    /** The activation of an ungated block under the first of these keys; GELU if absent. */
    static Activation plain(ConfigKeys keys, String... names) {
        return activation(keys, PLAIN, Activation.GELU, names);
    }

    /** The activation of a block without gate, with a family's own default. */
    static Activation plain(ConfigKeys keys, Activation usual, String name) {
        return activation(keys, PLAIN, usual, name);
    }

    /** The activation of a gated block; SwiGLU if absent. */
    static Activation gated(ConfigKeys keys, String... names) {
        return activation(keys, GATED, Activation.SWIGLU, names);
    }

    static Activation gated(ConfigKeys keys) {
        return gated(keys, "hidden_act", "hidden_activation");
    }

    private static Activation activation(
            ConfigKeys keys, Map<String, Activation> known, Activation usual, String... names) {
        for (String name : names) {
            Optional<String> text = keys.text(name);
            if (text.isPresent() && !known.containsKey(text.get())) {
                keys.problem(
                        name,
                        "is not a supported activation of this family.",
                        "Supported: " + String.join(", ", new TreeSet<>(known.keySet())) + ".");
            }
            if (text.isPresent()) {
                return known.getOrDefault(text.get(), usual);
            }
        }
        return usual;
    }

    /** The gated block of Llama and its kin, without biases. */
    static DenseFeedForward gatedDense(ConfigKeys keys) {
        return gatedDense(keys, "intermediate_size", false);
    }

    static DenseFeedForward gatedDense(ConfigKeys keys, String innerName, boolean bias) {
        return new DenseFeedForward(keys.size(SizeLimit.INNER, innerName), gated(keys), bias);
    }

    /** Routed experts under the family's keys. */
    static MixtureOfExperts experts(
            ConfigKeys keys,
            List<String> countNames,
            DenseFeedForward expert,
            Optional<DenseFeedForward> shared,
            MixtureOfExperts.Trait... traits) {
        int experts = keys.size(SizeLimit.EXPERTS, countNames.toArray(String[]::new));
        int topK = keys.size(SizeLimit.EXPERTS, "num_experts_per_tok", "experts_per_token", "moe_k");
        if (topK > experts) {
            if (experts > 1) {
                keys.problem("num_experts_per_tok", "must not exceed the number of experts (" + experts + ").", "");
            }
            topK = experts;
        }
        Set<MixtureOfExperts.Trait> all = EnumSet.noneOf(MixtureOfExperts.Trait.class);
        all.addAll(List.of(traits));
        return new MixtureOfExperts(experts, topK, expert, shared, all);
    }

    /** A shared expert as wide as {@code count} experts, if there is any. */
    static Optional<DenseFeedForward> shared(ConfigKeys keys, DenseFeedForward expert, String countName) {
        int count = keys.count(0, SizeLimit.EXPERTS, countName);
        long inner = (long) count * expert.inner();
        if (inner > SizeLimit.INNER.largest()) {
            keys.problem(countName, "makes the shared expert " + inner + " wide; the largest is 2,097,152.", "");
            return Optional.empty();
        }
        return count == 0
                ? Optional.empty()
                : Optional.of(new DenseFeedForward((int) inner, expert.activation(), expert.bias()));
    }
}
