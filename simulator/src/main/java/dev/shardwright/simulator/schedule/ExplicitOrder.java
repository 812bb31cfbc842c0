package dev.shardwright.simulator.schedule;

import java.util.List;
import java.util.Optional;

/**
 * An order that someone else has worked out, such as one read from a file. It holds for its own numbers of ranks and
 * micro-batches only; what follows from it is found by playing it on equal ranks, not in closed form.
 */
public record ExplicitOrder(String name, PassOrder passes, Ending ending) implements PipelineSchedule {
    public ExplicitOrder {
        List<PassFault> faults = passes.faults();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(name + ": " + faults.get(0));
        }
    }

    public ExplicitOrder(String name, PassOrder passes) {
        this(name, passes, Ending.TOGETHER);
    }

    @Override
    public int virtualStages() {
        return placement() == Placement.BOTH_WAYS ? 1 : passes.stages() / passes.ranks();
    }

    @Override
    public Placement placement() {
        return passes.placement();
    }

    @Override
    public Optional<String> objection(int ranks, int microBatches) {
        return ranks == passes.ranks() && microBatches == passes.microBatches()
                ? Optional.empty()
                : Optional.of(
                        "is an order of " + passes.ranks() + " ranks and " + passes.microBatches() + " micro-batches");
    }

    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        return idle(ranks, microBatches, times.withHandOver(0));
    }

    @Override
    public double handOverWait(int ranks, int microBatches, PassTimes times) {
        return idle(ranks, microBatches, times) - bubble(ranks, microBatches, times);
    }

    private double idle(int ranks, int microBatches, PassTimes times) {
        Squeeze played = new Squeeze(order(ranks, microBatches, times), times.perStage(virtualStages()));
        double work = microBatches * times.total();
        return Math.max(
                0,
                switch (ending) {
                            case TOGETHER -> played.end();
                            case STAGGERED -> played.longestRank();
                            case NEVER -> work;
                        }
                        - work);
    }

    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        PassOrder order = order(ranks, microBatches, PassTimes.EQUAL);
        int held = 0;
        int most = 0;
        for (int i = 0; i < order.passes(rank); i++) {
            PassKind kind = order.kind(rank, i);
            held += kind == PassKind.FORWARD ? 1 : kind.last() ? -1 : 0;
            most = Math.max(most, held);
        }
        return most / (double) virtualStages();
    }

    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        objection(ranks, microBatches).ifPresent(rule -> {
            throw new IllegalArgumentException(name + " " + rule);
        });
        return passes;
    }
}
