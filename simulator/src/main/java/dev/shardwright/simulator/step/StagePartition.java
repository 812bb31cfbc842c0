package dev.shardwright.simulator.step;

import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.LayerGroup;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.Placement;
import dev.shardwright.simulator.stack.StageSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Deals a model's layers to pipeline ranks by the stack's split; chunks of interleaved schedules go round-robin;
 * docs/model/pipeline.md.
 */
public final class StagePartition {
    private final LayerDealing split;
    private final int[] groupOfLayer;
    private final int groups;
    private final Map<Dealing, List<StageShape>> known = new HashMap<>();

    /** All that decides which rank holds what. */
    private record Dealing(int pipeline, int virtualStages, Placement placement) {}

    public StagePartition(Transformer model, StageSplit split) {
        this.split = new LayerDealing(model, split);
        List<LayerGroup> list = model.groups();
        this.groups = list.size();
        Map<Layer, Integer> index = new HashMap<>();
        for (LayerGroup group : list) {
            index.put(group.layer(), index.size());
        }
        groupOfLayer = model.layers().stream().mapToInt(index::get).toArray();
    }

    /** The groups of the layers of each stage, in the order of the model. */
    List<int[]> groupsOfStages(int stages) {
        List<int[]> groupsOfStages = new ArrayList<>();
        int layer = 0;
        for (int size : split.chunkSizes(stages)) {
            groupsOfStages.add(Arrays.copyOfRange(groupOfLayer, layer, layer + size));
            layer += size;
        }
        return groupsOfStages;
    }

    /** The pipeline ranks in order, equal neighbours together. */
    List<StageShape> stages(int pipeline, PipelineSchedule schedule) {
        return known.computeIfAbsent(new Dealing(pipeline, schedule.virtualStages(), schedule.placement()), this::deal);
    }

    private List<StageShape> deal(Dealing dealing) {
        int pipeline = dealing.pipeline();
        Placement placement = dealing.placement();
        int stages = placement.stages(pipeline, dealing.virtualStages());
        int[][] counts = new int[pipeline][groups];
        int[][] lastChunk = new int[pipeline][groups];
        int stage = 0;
        for (int[] layers : groupsOfStages(stages)) {
            int rank = placement.rank(stage, pipeline, false);
            for (int group : layers) {
                counts[rank][group]++;
                boolean both = placement == Placement.BOTH_WAYS;
                int last = stage >= (both ? stages / 2 : stages - pipeline) ? 1 : 0;
                lastChunk[rank][group] += last;
                if (both) {
                    counts[pipeline - 1 - rank][group]++;
                    lastChunk[pipeline - 1 - rank][group] += last;
                }
            }
            stage++;
        }
        return gathered(counts, lastChunk, rank -> ends(dealing, rank));
    }

    private static StageShape.Ends ends(Dealing dealing, int rank) {
        Placement placement = dealing.placement();
        int last = placement.stages(dealing.pipeline(), dealing.virtualStages()) - 1;
        boolean first = rank == placement.rank(0, dealing.pipeline(), false);
        boolean holdsLast = rank == placement.rank(last, dealing.pipeline(), false);
        boolean both = placement == Placement.BOTH_WAYS && (first || holdsLast);
        return new StageShape.Ends(first || both, holdsLast || both);
    }

    private static List<StageShape> gathered(
            int[][] layers, int[][] lastChunk, IntFunction<StageShape.Ends> endsOfRank) {
        List<StageShape> shapes = new ArrayList<>();
        for (int i = 0; i < layers.length; i++) {
            StageShape shape = new StageShape(layers[i], lastChunk[i], endsOfRank.apply(i), i, 1);
            int last = shapes.size() - 1;
            if (last >= 0 && shapes.get(last).sameWork(shape)) {
                shapes.set(last, shapes.get(last).withOneMore());
            } else {
                shapes.add(shape);
            }
        }
        return shapes;
    }
}
