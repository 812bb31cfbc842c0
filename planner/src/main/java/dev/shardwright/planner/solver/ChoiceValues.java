package dev.shardwright.planner.solver;

import dev.shardwright.planner.space.Block;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Every value that some layout of a space uses, per choice. */
record ChoiceValues(
        List<ParallelDegrees> meshes,
        List<Integer> microBatches,
        List<PipelineSchedule> schedules,
        List<Sharding> shardings,
        List<Block.Variant> variants) {
    static ChoiceValues of(LayoutSpace space) {
        Set<Integer> microBatches = new TreeSet<>();
        Set<PipelineSchedule> schedules = new LinkedHashSet<>();
        Set<Sharding> shardings = new LinkedHashSet<>();
        Set<Block.Variant> variants = new LinkedHashSet<>();
        for (ParallelDegrees mesh : space.meshes()) {
            for (Block block : space.blocks(mesh)) {
                microBatches.add(block.microBatch());
                schedules.add(block.schedule());
                shardings.add(block.sharding());
                variants.add(block.variant());
            }
        }
        return new ChoiceValues(
                space.meshes(),
                List.copyOf(microBatches),
                List.copyOf(schedules),
                List.copyOf(shardings),
                List.copyOf(variants));
    }
}
