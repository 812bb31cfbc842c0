package dev.shardwright.planner.importing.fact;

import java.util.Locale;

/** What a launch script or configuration can say of the model's shape. */
public enum ShapeField {
    LAYERS,
    HIDDEN,
    /** Width between the two maps of a dense feed-forward block. */
    INNER,
    HEADS,
    KV_HEADS,
    HEAD_WIDTH,
    VOCABULARY,
    /** Learned position vectors; 0 for rotary or other positions. */
    POSITIONS,
    /** "rotary", "learned", "alibi" or "none". */
    POSITION_KIND,
    /** "rms" or "layer". */
    NORM,
    /** "swiglu", "geglu", "gelu", "relu" or "squared-relu". */
    ACTIVATION,
    /** "none", "qkv" or "all". */
    BIAS,
    /** "on" or "off": the head reuses the embedding. */
    TIED,
    /** "on" or "off": norms of each head's queries and keys. */
    HEAD_NORM,
    /** "on" or "off": a norm behind the embedding. */
    EMBEDDING_NORM,
    WINDOW,
    EXPERTS,
    TOP_K,
    EXPERT_INNER,
    SHARED_INNER,
    /** "on" or "off". */
    SHARED_GATE,
    /** "on" or "off": a score-correction vector of the router. */
    CORRECTION_BIAS,
    /** Layers in front that have no experts. */
    DENSE_LAYERS,
    QUERY_RANK,
    KEY_VALUE_RANK,
    POSITION_FREE_WIDTH,
    ROTARY_WIDTH,
    VALUE_WIDTH,
    PREDICTION_LAYERS;

    /** For tables and messages. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
