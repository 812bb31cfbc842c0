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
    private final Transformer model;
    private final StageSplit split;
    private final int[] groupOfLayer;
    private final int groups;
    private final double headInLayers;
    private final Map<Dealing, List<StageShape>> known = new HashMap<>();

    /** All that decides which rank holds what. */
    private record Dealing(int pipeline, int virtualStages, Placement placement) {}

    public StagePartition(Transformer model, StageSplit split) {
        this.model = model;
        this.split = split;
        this.headInLayers = headInLayers(model);
        List<LayerGroup> list = model.groups();
        this.groups = list.size();
        Map<Layer, Integer> index = new HashMap<>();
        for (LayerGroup group : list) {
            index.put(group.layer(), index.size());
        }
        groupOfLayer = model.layers().stream().mapToInt(index::get).toArray();
    }

    /** Cost of the head in units of an average layer, for cost-balanced splits. */
    private static double headInLayers(Transformer model) {
        double head = (double) model.vocabulary().size() * model.hidden();
        double layers = model.parameters().active() - model.parameters().embedding();
        return head / (layers / model.layers().size());
    }

    /** Decoder layers of each chunk, in the order of the model; rank r holds chunks r, r + pipeline, and so on. */
    public List<Integer> layersOfChunks(int pipeline, int virtualStages) {
        return Arrays.stream(chunkSizes(pipeline * virtualStages)).boxed().toList();
    }

    /** The groups of the layers of each stage, in the order of the model. */
    List<int[]> groupsOfStages(int stages) {
        List<int[]> groupsOfStages = new ArrayList<>();
        int layer = 0;
        for (int size : chunkSizes(stages)) {
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

    private int[] chunkSizes(int chunks) {
        int layers = model.layers().size();
        if (split.counts(chunks, layers)) {
            return split.counts().stream().mapToInt(Integer::intValue).toArray();
        }
        return switch (split.rule()) {
            case UNIFORM_LAYERS -> uniform(layers, chunks, 0, 0);
            case UNIFORM_LAYERS_AND_ENDS -> uniform(layers, chunks, 1, 1);
            case FULL_STAGES_FIRST -> fullFirst(layers, chunks);
            case UNIFORM_ITEMS -> uniform(layers, chunks, 1, 2);
            case BALANCED_COST -> balanced(layers, chunks);
        };
    }

    /** Equal item counts, remainder first; {@code before} and {@code after} items are not decoder layers. */
    private static int[] uniform(int layers, int chunks, int before, int after) {
        int items = layers + before + after;
        int[] sizes = new int[chunks];
        for (int i = 0; i < chunks; i++) {
            sizes[i] = items / chunks + (i < items % chunks ? 1 : 0);
        }
        sizes[0] -= before;
        int owed = after;
        for (int i = chunks - 1; owed > 0; i--) {
            int taken = Math.min(owed, sizes[i]);
            sizes[i] -= taken;
            owed -= taken;
        }
        return sizes;
    }

    /** As many as the mean rounded up, the last chunk what is left; evenly where nothing would be left for it. */
    private static int[] fullFirst(int layers, int chunks) {
        int full = (layers + chunks - 1) / chunks;
        int last = layers - full * (chunks - 1);
        if (last < 1) {
            return uniform(layers, chunks, 0, 0);
        }
        int[] sizes = new int[chunks];
        Arrays.fill(sizes, full);
        sizes[chunks - 1] = last;
        return sizes;
    }

    /** Deals layers to a stage until it goes beyond an equal share of the cost of all layers and the head (nanotron). */
    private int[] balanced(int layers, int chunks) {
        int[] sizes = new int[chunks];
        double share = (layers + headInLayers) / chunks;
        int placed = 0;
        for (int i = 0; i < chunks; i++) {
            int upTo = i == chunks - 1 ? layers : (int) Math.min(layers, Math.floor(share * (i + 1)) + 1);
            sizes[i] = Math.max(0, upTo - placed);
            placed += sizes[i];
        }
        return sizes;
    }
}
