package dev.shardwright.simulator.operator;

import java.util.List;

/** What one rank computes and sends for one micro-batch in a layer (or in the head), forward and backward. */
public record LayerWork(
        List<Operator> forward,
        List<Operator> backward,
        List<Transfer> forwardTransfers,
        List<Transfer> backwardTransfers) {}
