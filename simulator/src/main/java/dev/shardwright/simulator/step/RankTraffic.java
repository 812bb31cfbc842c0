package dev.shardwright.simulator.step;

import dev.shardwright.simulator.timeline.TaskGraphBuilder;
import java.util.List;

/**
 * Traffic of each pipeline rank with its replicas and neighbours. All of a rank's traffic with its replicas takes one
 * path, one message after the other.
 */
record RankTraffic(TaskGraphBuilder graph, List<Replicas> ranks, HandOver handOver, Hidden hidden) {
    /** Seconds of a hand-over during which the ranks do nothing else, and those that follow beside compute. */
    record HandOver(double blocking, double beside) {}

    /** Seconds of a rank's traffic once per step and once per micro-batch, were nothing hidden. */
    record Replicas(double reduce, double gather, Sharded sharded, Volume volume) {}

    /** Bytes of all gradients, and of all parameters, of a rank as they travel. */
    record Volume(double gradients, double parameters) {}

    /** Seconds of a rank's traffic for one micro-batch: gathers for each pass, and scatters for the backward pass. */
    record Sharded(double gather, double scatter, double hostGather, double hostScatter) {
        static final Sharded NONE = new Sharded(0, 0, 0, 0);

        boolean moves() {
            return gather + scatter + hostGather + hostScatter > 0;
        }
    }

    /** The shares of traffic once per step and for every pass that compute can hide. */
    record Hidden(double perStep, double perPass) {}

    Replicas of(int rank) {
        return ranks.get(rank);
    }
}
