package dev.shardwright.planner.solver;

import dev.shardwright.planner.request.Dialect;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** Refuses a third of all arrangements and a third of all recomputations, without any pattern. */
record CapriciousDialect(long seed) implements Dialect {
    @Override
    public String label() {
        return "capricious@1";
    }

    @Override
    public Freedom words() {
        return Freedom.FULL;
    }

    @Override
    public List<Problem> refusals(TrainingJob job) {
        Layout layout = job.layout();
        String arrangement = layout.degrees() + " " + layout.schedule() + layout.microBatch();
        String recompute = layout.memorySaving().recompute() + arrangement;
        boolean recomputes = !(layout.memorySaving().recompute() instanceof Recompute.None);
        return refuses(arrangement) || (recomputes && refuses(recompute))
                ? List.of(new Problem("parallel", "is not to its taste.", ""))
                : List.of();
    }

    private boolean refuses(String text) {
        return Math.floorMod(31L * text.hashCode() + seed, 3) == 0;
    }
}
