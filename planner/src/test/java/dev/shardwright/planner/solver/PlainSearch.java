package dev.shardwright.planner.solver;

import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.space.Block;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.ParallelDegrees;

/** Evaluates every layout of a space, without bounds or short cuts: what every other search is held against. */
final class PlainSearch {
    private PlainSearch() {}

    static Archive run(LayoutSpace space, Goal goal) {
        Trial trial = new Trial(space, goal, Oracle.Source::simulator);
        for (ParallelDegrees mesh : space.meshes()) {
            for (Block block : space.blocks(mesh)) {
                for (int rung = 0; rung < block.ladder().size(); rung++) {
                    Layout layout = block.layout(rung);
                    if (space.dialect().refusals(space.frame().with(layout)).isEmpty()) {
                        trial.file(trial.evaluate(layout));
                    }
                }
            }
        }
        return trial.archive();
    }
}
