package dev.shardwright.simulator.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A schedule on a number of ranks and micro-batches that it allows, with passes of some length. */
record RandomPipeline(PipelineSchedule schedule, int ranks, int microBatches, PassTimes times) {
    private static final int MOST_RANKS = 12;
    private static final int MOST_MICRO_BATCHES = 40;
    private static final int SEED = 7;

    /** Each pass takes between {@code shortest} and {@code longest}; equal ones where these are equal. */
    static List<RandomPipeline> some(int count, PipelineSchedule schedule, double shortest, double longest) {
        Random random = new Random(SEED);
        List<RandomPipeline> pipelines = new ArrayList<>();
        while (pipelines.size() < count) {
            int ranks = 1 + random.nextInt(MOST_RANKS);
            int microBatches = 1 + random.nextInt(MOST_MICRO_BATCHES);
            if (schedule.objection(ranks, microBatches).isEmpty()) {
                double range = longest - shortest;
                pipelines.add(new RandomPipeline(
                        schedule,
                        ranks,
                        microBatches,
                        new PassTimes(
                                shortest + range * random.nextDouble(),
                                shortest + range * random.nextDouble(),
                                shortest + range * random.nextDouble(),
                                0)));
            }
        }
        return pipelines;
    }

    PassOrder order() {
        return schedule.order(ranks, microBatches, times);
    }

    PlayedOrder played() {
        return PlayedOrder.of(schedule, ranks, microBatches, times);
    }

    /** How much longer the closed form takes than the played order, as a share of the latter. */
    double error() {
        double played = played().step(schedule.ending());
        return (microBatches * times.total() + schedule.bubble(ranks, microBatches, times) - played) / played;
    }
}
