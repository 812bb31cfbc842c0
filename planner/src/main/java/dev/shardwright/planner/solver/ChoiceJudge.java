package dev.shardwright.planner.solver;

import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import dev.shardwright.planner.space.Block;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.layout.Layout;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Scores choices: hard counts bytes over the limit, soft is the step in nanoseconds. Remembers every layout. */
final class ChoiceJudge {
    /** Worse than any amount of memory. */
    private static final HardSoftLongScore ILLEGAL = HardSoftLongScore.ofHard(-(1L << 60));

    private final LayoutSpace space;
    private final Trial trial;
    private final Runnable watch;
    private final Map<Layout, HardSoftLongScore> known = new HashMap<>();

    ChoiceJudge(LayoutSpace space, Trial trial, Runnable watch) {
        this.space = space;
        this.trial = trial;
        this.watch = watch;
    }

    HardSoftLongScore score(LayoutChoice c) {
        watch.run();
        Optional<Block> block = space.block(new LayoutSpace.Choices(
                c.getMesh(), c.getMicroBatch(), c.getSchedule(), c.getSharding(), c.getVariant()));
        if (block.isEmpty()) {
            return ILLEGAL;
        }
        int rung = Math.min(c.getRung(), block.get().ladder().size() - 1);
        return score(block.get().layout(rung));
    }

    HardSoftLongScore score(Layout layout) {
        HardSoftLongScore score = known.get(layout);
        if (score == null) {
            Candidate candidate = trial.evaluate(layout);
            trial.file(candidate);
            long excess = trial.goal()
                    .memory()
                    .excess(candidate.estimate(), candidate.frame().cluster());
            double nanoseconds = candidate.estimate().iteration().value() * 1e9;
            score = HardSoftLongScore.of(-excess, -Math.round(nanoseconds));
            known.put(layout, score);
        }
        return score;
    }
}
