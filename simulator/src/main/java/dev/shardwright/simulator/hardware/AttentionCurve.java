package dev.shardwright.simulator.hardware;

/**
 * Measured speed of causal attention of one head width: the share of the roof that it reaches, as a surface over heads of
 * all sequences, sequence length, and query heads per key-value head; docs/model/attention.md.
 *
 * @param width elements of a head, the mean of query-key and value width
 */
public record AttentionCurve(int width, Surface fraction) {}
