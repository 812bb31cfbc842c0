package dev.shardwright.simulator.schedule;

/**
 * ZB-V: two stages a rank, down the ranks and up again, with split backward: the idle time of ZB-H2 in the memory of 1F1B
 * (Qi et al. 2023, section 6).
 *
 * @param ending STAGGERED where the optimizer step is checked afterwards and no rank waits for the others (section 4)
 */
public record ZeroBubbleV(Ending ending) implements PipelineSchedule {
    public ZeroBubbleV() {
        this(Ending.STAGGERED);
    }

    @Override
    public String name() {
        return "zb-v";
    }

    @Override
    public boolean splitsBackward() {
        return true;
    }

    @Override
    public int virtualStages() {
        return 2;
    }

    @Override
    public Placement placement() {
        return Placement.WAVE;
    }

    /**
     * Zero for passes of one length, m &gt;= 2p - 1 and a staggered ending. Exact for equal ranks and m &gt;= 2p - 1, or
     * passes of one length and a staggered ending.
     */
    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        if (ranks == 1) {
            return 0;
        }
        double hops = ranks - 1;
        LongestPath path = new LongestPath(times)
                .or(0, hops, -hops)
                .or(hops - 0.5, 0.5, -hops)
                .or(hops, 0, -hops - 0.5);
        addEnds(path, hops);
        return Math.max(path.time(), unfilled(ranks, microBatches, times));
    }

    /** Paths that depend on whether ranks wait for the last one. */
    private void addEnds(LongestPath path, double hops) {
        double inner = (hops - 1) / 2;
        if (ending == Ending.STAGGERED) {
            path.or(-inner, 0, inner)
                    .or(-hops / 2, 0.5, inner)
                    .or(-hops / 2, hops / 2, 0)
                    .or(inner, -inner, 0)
                    .or(hops, -hops / 2, -hops / 2);
        } else {
            path.or(0.5, 0, inner)
                    .or(0, 0.5, inner)
                    .or(0, hops / 2, 0)
                    .or(hops - 0.5, -inner, 0)
                    .or(hops, -hops / 2, -0.5);
        }
    }

    /** Of the way of a micro-batch through the pipeline and back, what others do not fill where there are few. */
    private static double unfilled(int ranks, int microBatches, PassTimes times) {
        int others = Math.min(microBatches - 1, ranks - 1);
        int more = Math.min(Math.max(0, microBatches - ranks), ranks - 1);
        double roundTrip = times.forward() + times.inputGradient();
        return (ranks - 1) * roundTrip - (3 * others + more) * times.total() / 6;
    }

    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        return Math.min(microBatches, ranks);
    }

    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        PassOrder.Builder order = new PassOrder.Builder(placement(), ranks, 2, microBatches);
        for (int rank = 0; rank < ranks; rank++) {
            new WaveRank(order, rank, ranks).add();
        }
        return order.build();
    }
}
