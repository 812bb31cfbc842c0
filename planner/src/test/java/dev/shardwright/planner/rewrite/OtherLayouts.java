package dev.shardwright.planner.rewrite;

import dev.shardwright.planner.request.Dialect;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.space.Block;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ParallelDegrees;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Other legal layouts of a job. */
final class OtherLayouts {
    private OtherLayouts() {}

    /** The same job with a layout drawn from all that the planner would look at for somebody. */
    static Optional<TrainingJob> draw(TrainingJob job, Dialect dialect, Random random) {
        LayoutSpace space =
                new LayoutSpace(JobFrame.of(job), Freedom.FULL.with(dialect).narrowed());
        if (space.candidates() == 0) {
            return Optional.empty();
        }
        ParallelDegrees mesh = space.meshes().get(random.nextInt(space.meshes().size()));
        List<Block> blocks = space.blocks(mesh);
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        Block block = blocks.get(random.nextInt(blocks.size()));
        return Optional.of(
                job.withLayout(block.layout(random.nextInt(block.ladder().size()))));
    }
}
