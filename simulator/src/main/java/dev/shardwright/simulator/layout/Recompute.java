package dev.shardwright.simulator.layout;

import java.util.Set;

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

    /** Part of a layer that a recipe may recompute alone. */
    enum Part {
        /** Scores, softmax, values. */
        ATTENTION_CORE,
        NORMS,
        /** Between the two maps of a feed-forward block or of the experts. */
        ACTIVATION,
        /** From the low-rank queries, keys and values to those of the heads (multi-head latent attention). */
        LATENT_UP,
        /** The feed-forward block or the experts. */
        BLOCK
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

    /** Recomputes the named parts; memory is credited for the attention core and the latent up-projections only. */
    record Modules(Set<Part> parts) implements Recompute {
        public Modules {
            parts = Set.copyOf(parts);
        }

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

    /** Reads "none", "selective", "products", "full" or "layers:K". */
    static Recompute parse(String text) {
        if (text.startsWith("layers:")) {
            return new PerRank(Integer.parseInt(text.substring("layers:".length())));
        }
        return switch (text) {
            case "none" -> new None();
            case "selective" -> new Selective();
            case "products" -> new EverySecondProduct();
            case "full" -> new Full();
            default ->
                throw new IllegalArgumentException(
                        "recompute '" + text + "' is not one of none, selective, products, full, layers:K");
        };
    }
}
