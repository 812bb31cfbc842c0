package dev.shardwright.simulator.schedule;

/** The order of a rank that alternates forwards and input gradients, and runs weight gradients later. */
final class SplitBackward {
    private SplitBackward() {}

    /**
     * @param warmUp forwards before the rank alternates
     * @param putOff weight gradients that stay undone until the last input gradient
     */
    static void add(PassOrder.Builder order, int rank, int warmUp, int putOff) {
        int microBatches = order.microBatches();
        int first = Math.min(microBatches, warmUp);
        for (int i = 0; i < first; i++) {
            order.add(rank, PassKind.FORWARD, rank, i);
        }
        for (int i = 0; i < microBatches; i++) {
            if (first + i < microBatches) {
                order.add(rank, PassKind.FORWARD, rank, first + i);
            }
            order.add(rank, PassKind.INPUT_GRADIENT, rank, i);
            if (i >= putOff) {
                order.add(rank, PassKind.WEIGHT_GRADIENT, rank, i - putOff);
            }
        }
        for (int i = Math.max(0, microBatches - putOff); i < microBatches; i++) {
            order.add(rank, PassKind.WEIGHT_GRADIENT, rank, i);
        }
    }
}
