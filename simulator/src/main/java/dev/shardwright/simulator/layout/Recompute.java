package dev.shardwright.simulator.layout;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which activations are dropped in the forward pass and computed again in the backward pass. */
public sealed interface Recompute {
    /** Name used in files and tables. */
    String name();

    /** Fully recomputed layers out of the given number on one rank. */
    int fullLayers(int layersOnRank);

    /** Share of the layers on one rank that are fully recomputed. */
    default double fullShare(int layersOnRank) {
        return layersOnRank == 0 ? 0 : fullLayers(layersOnRank) / (double) layersOnRank;
    }

    /** What is recomputed of the other layers. */
    default Set<Part> parts() {
        return attentionCore() ? Set.of(Part.ATTENTION_CORE) : Set.of();
    }

    /** Whether the attention core (scores, softmax, values) of the other layers is recomputed. */
    boolean attentionCore();

    /** Whether only every second matrix product of a layer, its attention and its input are kept. */
    default boolean everySecondProduct() {
        return false;
    }

    /** Part of a layer that may be recomputed alone, with Megatron-Core's word for it. */
    enum Part {
        /** Scores, softmax, values. */
        ATTENTION_CORE("core_attn"),
        NORMS("layernorm"),
        /** Between the two maps of a feed-forward block or of the experts. */
        ACTIVATION("moe_act"),
        /** From the low-rank queries, keys and values to those of the heads (multi-head latent attention). */
        LATENT_UP("mla_up_proj"),
        /** A dense feed-forward block. */
        MLP("mlp"),
        /** A layer of experts, the shared one too. */
        EXPERTS("moe");

        private final String word;

        Part(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Optional<Part> named(String word) {
            return Arrays.stream(values())
                    .filter(part -> part.word.equals(word))
                    .findFirst();
        }

        /** Reads a word; throws IllegalArgumentException with all of them. */
        static Part parse(String text) {
            return named(text)
                    .orElseThrow(() -> new IllegalArgumentException("recomputed module '" + text + "' is not one of "
                            + Arrays.stream(values()).map(Part::word).collect(Collectors.joining(", "))));
        }

        /** Whether another of the parts recomputes this one too. */
        public boolean within(Set<Part> parts) {
            return this == ACTIVATION && (parts.contains(MLP) || parts.contains(EXPERTS));
        }
    }

    /** Keeps everything. */
    record None() implements Recompute {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public int fullLayers(int layersOnRank) {
            return 0;
        }

        @Override
        public boolean attentionCore() {
            return false;
        }
    }

    /** Recomputes the attention core only (Korthikanti et al. 2022, section 5). */
    record Selective() implements Recompute {
        @Override
        public String name() {
            return "selective";
        }

        @Override
        public int fullLayers(int layersOnRank) {
            return 0;
        }

        @Override
        public boolean attentionCore() {
            return true;
        }
    }

    /** Keeps each layer's input only (Chen et al. 2016). */
    record Full() implements Recompute {
        @Override
        public String name() {
            return "full";
        }

        @Override
        public int fullLayers(int layersOnRank) {
            return layersOnRank;
        }

        @Override
        public boolean attentionCore() {
            return false;
        }
    }

    /** Recomputes the given parts of every layer; of the attention core alone, {@link Selective} is the name. */
    record Modules(Set<Part> parts) implements Recompute {
        private static final String PREFIX = "selective:";
        private static final String BETWEEN = "+";

        public Modules {
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("recomputes no module");
            }
            parts = Collections.unmodifiableSet(EnumSet.copyOf(parts));
        }

        /** Throws IllegalArgumentException for a word that is none. */
        private static Recompute parse(String words) {
            Set<Part> parts = EnumSet.noneOf(Part.class);
            for (String word : words.split(Pattern.quote(BETWEEN), -1)) {
                parts.add(Part.parse(word));
            }
            return of(parts);
        }

        /** Nothing for no parts, and {@link Selective} for the attention core alone. */
        public static Recompute of(Set<Part> parts) {
            if (parts.isEmpty()) {
                return new None();
            }
            return parts.equals(Set.of(Part.ATTENTION_CORE)) ? new Selective() : new Modules(parts);
        }

        @Override
        public String name() {
            return parts.stream().map(Part::word).collect(Collectors.joining(BETWEEN, PREFIX, ""));
        }

        @Override
        public int fullLayers(int layersOnRank) {
            return 0;
        }

        @Override
        public boolean attentionCore() {
            return parts.contains(Part.ATTENTION_CORE);
        }
    }

    /** Fully recomputes {@code layers} layers of every rank and keeps the others. */
    record PerRank(int layers) implements Recompute {
        public PerRank {
            if (layers < 1) {
                throw new IllegalArgumentException("recomputed layers must be positive: " + layers);
            }
        }

        @Override
        public String name() {
            return "layers:" + layers;
        }

        @Override
        public int fullLayers(int layersOnRank) {
            return Math.min(layers, layersOnRank);
        }

        @Override
        public boolean attentionCore() {
            return false;
        }
    }

    /**
     * Recomputes every second matrix product of every layer and all that is cheap (torchtitan's policy per operator):
     * the work of recomputing every second layer.
     */
    record EverySecondProduct() implements Recompute {
        @Override
        public String name() {
            return "products";
        }

        @Override
        public int fullLayers(int layersOnRank) {
            return Math.max(1, layersOnRank / 2);
        }

        @Override
        public boolean attentionCore() {
            return false;
        }

        @Override
        public boolean everySecondProduct() {
            return true;
        }
    }

    /** Reads "none", "selective", "selective:WORD+WORD", "products", "full" or "layers:K". */
    static Recompute parse(String text) {
        if (text.startsWith(Modules.PREFIX)) {
            return Modules.parse(text.substring(Modules.PREFIX.length()));
        }
        if (text.startsWith("layers:")) {
            return new PerRank(Integer.parseInt(text.substring("layers:".length())));
        }
        return switch (text) {
            case "none" -> new None();
            case "selective" -> new Selective();
            case "products" -> new EverySecondProduct();
            case "full" -> new Full();
            default ->
                throw new IllegalArgumentException("recompute '" + text
                        + "' is not one of none, selective, products, full, layers:K, selective:PART+PART");
        };
    }
}
