package dev.shardwright.simulator.validation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A benchmark of one layer of experts: one line of kind {@code single-moe-layer}. */
record LayerRun(String id, Experts model, Setup setup, Times measured) {
    static final String KIND = "single-moe-layer";

    /** Geometry. */
    record Experts(int hidden, int moeFfnHidden, int experts, int topK, Integer sharedExpertFfn) {}

    /** What ran where. */
    record Setup(int seqLen, int microBatch, int tp, int ep, String dispatcher, String precision, String gpu) {}

    /** Milliseconds of the two passes. */
    record Times(
            @JsonProperty("forward_ms") double forwardMs,
            @JsonProperty("backward_ms") double backwardMs) {}
}
