package dev.shardwright.simulator.operator;

import java.util.List;

/** What one rank computes and sends for one micro-batch in a layer (or in the head), forward and backward. */
public record LayerWork(
        List<Operator> forward,
        List<Operator> backward,
        List<Transfer> forwardTransfers,
        List<Transfer> backwardTransfers) {
    /**
     * The forward operators after the last tensor that the backward pass reads: the product that ends a dense layer and
     * its residual. Empty where other kernels follow the last product, whose result they need.
     */
    public List<Operator> afterLastSaved() {
        int last = forward.size() - 2;
        boolean dense = last >= 0 && forward.get(last) instanceof Gemm gemm && gemm.role() == Gemm.Role.WEIGHT;
        return dense ? forward.subList(last, forward.size()) : List.of();
    }
}
