package dev.shardwright.planner.solver;

import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import dev.shardwright.planner.space.Block;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Scores choices: hard counts bytes over the limit, soft is the step in nanoseconds. Choices that are not legal together
 * count as the nearest ones that are, so that every choice can be changed alone. Remembers every block.
 */
final class ChoiceJudge {
    /** Not legal, or nothing that can be said: worse than any amount of memory. */
    private static final HardSoftLongScore ILLEGAL = HardSoftLongScore.ofHard(-(1L << 60));

    private final LayoutSpace space;
    private final Trial trial;
    private final BlockSearch search;
    private final Runnable watch;
    private final Map<Key, HardSoftLongScore> known = new HashMap<>();
    private final Map<LayoutSpace.Choices, HardSoftLongScore> asked = new HashMap<>();

    /** A block without its ladder, which follows from the rest. */
    private record Key(
            ParallelDegrees degrees,
            PipelineSchedule schedule,
            int microBatch,
            Block.Variant variant,
            Sharding sharding) {
        static Key of(Block b) {
            return new Key(b.degrees(), b.schedule(), b.microBatch(), b.variant(), b.sharding());
        }
    }

    ChoiceJudge(LayoutSpace space, Trial trial, Runnable watch) {
        this.space = space;
        this.trial = trial;
        this.watch = watch;
        search = new BlockSearch(trial);
    }

    HardSoftLongScore score(LayoutChoice c) {
        watch.run();
        LayoutSpace.Choices choices = new LayoutSpace.Choices(
                c.getMesh(), c.getMicroBatch(), c.getSchedule(), c.getSharding(), c.getVariant());
        HardSoftLongScore score = asked.get(choices);
        if (score == null) {
            Optional<Block> block = space.nearest(choices);
            score = block.isPresent() ? score(block.get()) : ILLEGAL;
            asked.put(choices, score);
        }
        return score;
    }

    HardSoftLongScore score(Block block) {
        Key key = Key.of(block);
        HardSoftLongScore score = known.get(key);
        if (score == null) {
            score = search.best(block).map(this::score).orElse(ILLEGAL);
            known.put(key, score);
        }
        return score;
    }

    private HardSoftLongScore score(Candidate candidate) {
        long excess = trial.goal()
                .memory()
                .excess(candidate.estimate(), candidate.frame().cluster());
        return HardSoftLongScore.of(
                -excess, -Math.round(candidate.estimate().iteration().value() * 1e9));
    }
}
