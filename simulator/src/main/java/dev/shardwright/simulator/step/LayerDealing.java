package dev.shardwright.simulator.step;

import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.stack.StageSplit;
import java.util.Arrays;
import java.util.List;

/** How many of a model's layers the stack's split deals to each chunk; docs/model/pipeline.md. */
public record LayerDealing(Transformer model, StageSplit split) {
    /** Decoder layers of each chunk, in the order of the model; rank r holds chunks r, r + pipeline, and so on. */
    public List<Integer> layersOfChunks(int pipeline, int virtualStages) {
        return Arrays.stream(chunkSizes(pipeline * virtualStages)).boxed().toList();
    }

    int[] chunkSizes(int chunks) {
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
        double share = (layers + headInLayers()) / chunks;
        int placed = 0;
        for (int i = 0; i < chunks; i++) {
            int upTo = i == chunks - 1 ? layers : (int) Math.min(layers, Math.floor(share * (i + 1)) + 1);
            sizes[i] = Math.max(0, upTo - placed);
            placed += sizes[i];
        }
        return sizes;
    }

    /** Cost of the head in units of an average layer, for cost-balanced splits. */
    private double headInLayers() {
        double head = (double) model.vocabulary().size() * model.hidden();
        double layers = model.parameters().active() - model.parameters().embedding();
        return head / (layers / model.layers().size());
    }
}
