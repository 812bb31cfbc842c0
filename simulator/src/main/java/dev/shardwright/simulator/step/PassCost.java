package dev.shardwright.simulator.step;

/** Seconds of one pass of one unit of work: compute, and the communication that compute does not hide. */
record PassCost(double compute, double tensor, double context, double expert) {
    double total() {
        return compute + tensor + context + expert;
    }
}
