package dev.shardwright.simulator.step;

import dev.shardwright.simulator.timeline.TaskGraphBuilder;
import java.util.List;

/**
 * Traffic of each pipeline rank with its replicas and neighbours. A rank sends all that leaves its node through one NIC,
 * one message after the other.
 */
record RankTraffic(TaskGraphBuilder graph, List<Replicas> ranks, HandOver handOver, Routes routes) {
    /** Seconds of a hand-over during which the ranks do nothing else, and those that follow beside compute. */
    record HandOver(double blocking, double beside) {}

    /** Seconds of a rank's traffic once per step and once per micro-batch, were nothing hidden. */
    record Replicas(double reduce, double gather, Sharded sharded) {}

    /** Seconds of a rank's traffic for one micro-batch: gathers for each pass, and scatters for the backward pass. */
    record Sharded(double gather, double scatter, double hostGather, double hostScatter) {
        static final Sharded NONE = new Sharded(0, 0, 0, 0);
    }

    /** What leaves the node, and the shares of traffic that compute can hide. */
    record Routes(boolean dataLeavesNode, double hiddenPerStep, double hiddenPerPass) {}

    Replicas of(int rank) {
        return ranks.get(rank);
    }

    void shareData(int task, int rank) {
        if (routes.dataLeavesNode()) {
            graph.share(task, rank);
        }
    }
}
