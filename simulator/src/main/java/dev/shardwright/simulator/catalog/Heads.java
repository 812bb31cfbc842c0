package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.SelfAttention.Trait;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Query heads, key/value heads and the width of one head. */
record Heads(int heads, int keyValueHeads, int width) {
    private static final Heads HARMLESS = new Heads(1, 1, 1);
    private static final String HEADS = "num_attention_heads";
    private static final String KEY_VALUE = "num_key_value_heads";
    private static final String WIDTH = "head_dim";

    /** As many key/value heads as heads, which share the model's width evenly. */
    static Heads plain(ConfigKeys keys, int hidden, String... names) {
        int heads = keys.size(SizeLimit.HEADS, names);
        return checked(keys, new Heads(heads, heads, shared(keys, hidden, heads, names)), names[0]);
    }

    /** Grouped heads; a file without key/value heads has as many as heads. */
    static Heads grouped(ConfigKeys keys, int hidden) {
        int heads = keys.size(SizeLimit.HEADS, HEADS);
        return grouped(keys, heads, keys.has(WIDTH) ? width(keys, 1) : shared(keys, hidden, heads, HEADS));
    }

    /** Grouped heads of a width that the family fixes unless the file states one. */
    static Heads groupedOfWidth(ConfigKeys keys, int usualWidth) {
        return grouped(keys, keys.size(SizeLimit.HEADS, HEADS), width(keys, usualWidth));
    }

    private static Heads grouped(ConfigKeys keys, int heads, int width) {
        return checked(keys, new Heads(heads, keys.sizeOr(heads, SizeLimit.HEADS, KEY_VALUE), width), KEY_VALUE);
    }

    private static int width(ConfigKeys keys, int usual) {
        return keys.sizeOr(usual, SizeLimit.HEAD_WIDTH, WIDTH);
    }

    private static int shared(ConfigKeys keys, int hidden, int heads, String... names) {
        if (hidden % heads != 0 && hidden > 1) {
            keys.problem(first(keys, names), "must divide the hidden size (" + hidden + ") without head_dim.", "");
        }
        return Math.max(1, hidden / heads);
    }

    private static String first(ConfigKeys keys, String... names) {
        return List.of(names).stream().filter(keys::has).findFirst().orElse(names[0]);
    }

    /** The heads if they fit each other, else a problem and harmless ones. */
    static Heads checked(ConfigKeys keys, Heads heads, String name) {
        if (heads.heads % heads.keyValueHeads == 0) {
            return heads;
        }
        if (heads.heads > 1) {
            keys.problem(
                    name,
                    "must divide the attention heads (" + heads.heads + ").",
                    "Maybe use " + nearestDivisor(heads.heads, heads.keyValueHeads) + ".");
        }
        return HARMLESS;
    }

    private static int nearestDivisor(int heads, int wanted) {
        int divisor = Math.min(heads, wanted);
        while (heads % divisor != 0) {
            divisor--;
        }
        return divisor;
    }

    SelfAttention attention(int window, Set<Trait> traits) {
        return new SelfAttention(heads, keyValueHeads, width, window, traits);
    }

    /** The given traits, plus both biases if the family's one flag is set. */
    static Set<Trait> traits(boolean allBiases, Trait... always) {
        return allBiases ? plus(always, Trait.QKV_BIAS, Trait.OUTPUT_BIAS) : plus(always);
    }

    /** The given traits, plus a bias on queries, keys and values only. */
    static Set<Trait> inputBiasTraits(boolean inputBias, Trait... always) {
        return inputBias ? plus(always, Trait.QKV_BIAS) : plus(always);
    }

    private static Set<Trait> plus(Trait[] always, Trait... more) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        traits.addAll(List.of(always));
        traits.addAll(List.of(more));
        return traits;
    }
}
