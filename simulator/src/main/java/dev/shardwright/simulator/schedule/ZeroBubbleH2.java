package dev.shardwright.simulator.schedule;

/**
 * ZB-H2: ranks fill the pipeline with up to twice the micro-batches of 1F1B before the first backward, so that equal
 * passes leave no idle time (Qi et al. 2023, section 2.2).
 *
 * @param ending STAGGERED where the optimizer step is checked afterwards and no rank waits for the others (section 4)
 */
public record ZeroBubbleH2(Ending ending) implements PipelineSchedule {
    public ZeroBubbleH2() {
        this(Ending.STAGGERED);
    }

    @Override
    public String name() {
        return "zb-h2";
    }

    @Override
    public boolean splitsBackward() {
        return true;
    }

    @Override
    public int virtualStages() {
        return 1;
    }

    /**
     * (p - 1)(F + I) less what other passes fill: (p - 1)(F + B - 3W) of the paper where weight gradients are the shortest
     * passes, m &gt;= 2p - 1 and the ending is staggered. Exact for equal ranks and m &gt;= 2p - 1, or passes of one
     * length.
     */
    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        double roundTrip = times.forward() + times.inputGradient();
        int passes = Math.min(microBatches - 1, 2 * (ranks - 1));
        double shortest = passes * Math.min(times.forward(), times.weightGradient());
        double end = ending == Ending.STAGGERED
                ? passes * roundTrip / 2
                : Math.min(microBatches - 1, ranks - 1) * times.inputGradient();
        return (ranks - 1) * roundTrip - Math.min(shortest, end);
    }

    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        return Math.min(microBatches, 2 * ranks - 1);
    }

    /** Rank r runs 2 (p - 1 - r) forwards first and puts off 2 r weight gradients. */
    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        PassOrder.Builder order = new PassOrder.Builder(placement(), ranks, 1, microBatches);
        for (int rank = 0; rank < ranks; rank++) {
            SplitBackward.add(order, rank, 2 * (ranks - 1 - rank), 2 * rank);
        }
        return order.build();
    }
}
