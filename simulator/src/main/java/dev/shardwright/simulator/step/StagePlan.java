package dev.shardwright.simulator.step;

import java.util.List;

/** What the stages and ranks of a pipeline consist of, as works of a graph. */
record StagePlan(List<Stage> stages, List<Rank> ranks, Sends sends) {
    /**
     * One stage of the model.
     *
     * @param kept bytes that a micro-batch keeps in it
     * @param share of its rank's parameters
     */
    record Stage(List<Segment> segments, double kept, double share) {}

    /** One pipeline rank: its memory, and the number of its optimizer's work. */
    record Rank(StageMemory.RankBytes bytes, int optimizer) {}

    /** Numbers of the works that hand a micro-batch to a neighbour beside compute, and of the one that compute waits for. */
    record Sends(int forward, int backward, int exchange) {}

    List<Segment> segments(int stage) {
        return stages.get(stage).segments();
    }

    double kept(int stage) {
        return stages.get(stage).kept();
    }

    double share(int stage) {
        return stages.get(stage).share();
    }

    StageMemory.RankBytes bytesOfRank(int rank) {
        return ranks.get(rank).bytes();
    }

    int optimizer(int rank) {
        return ranks.get(rank).optimizer();
    }
}
