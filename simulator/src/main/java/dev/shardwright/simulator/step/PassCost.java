package dev.shardwright.simulator.step;

/** Seconds of one pass of one unit of work: compute, and the communication that compute does not hide. */
record PassCost(double compute, double tensor, double context, double expert) {
    PassCost plus(PassCost other) {
        return new PassCost(
                compute + other.compute, tensor + other.tensor, context + other.context, expert + other.expert);
    }

    double total() {
        return compute + tensor + context + expert;
    }
}
