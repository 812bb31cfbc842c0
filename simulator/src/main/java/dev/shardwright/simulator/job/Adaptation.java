package dev.shardwright.simulator.job;

import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.LayerGroup;
import dev.shardwright.simulator.model.Projection;
import dev.shardwright.simulator.model.Transformer;
import java.util.ArrayList;
import java.util.List;

/** Which weights of a model a job trains, and in which format it keeps the others; docs/model/fine-tuning.md. */
public sealed interface Adaptation permits FullTraining, LowRank {
    /** Whether the linear maps and norms of the decoder layers are trained themselves. */
    boolean trainsLayers();

    /** Whether embedding and head are trained. */
    boolean trainsEnds();

    /** Format of the linear maps that are not trained. */
    BaseFormat base();

    /** The adapters beside a linear map of a layer. */
    List<Adapter> adapters(Layer layer, Projection map);

    /** Share of an adapter's input that dropout zeroes. */
    double dropout();

    /** Parameters of the adapters of one layer. */
    default long adapterParameters(Layer layer, int hidden) {
        long sum = 0;
        for (Projection map : maps(layer, hidden)) {
            for (Adapter adapter : adapters(layer, map)) {
                sum += adapter.parameters();
            }
        }
        return sum;
    }

    /** Parameters that a job trains, as fine-tuning libraries print them. */
    default long trainable(Transformer model) {
        long total = trainsLayers() ? model.parameters().total() : 0;
        if (!trainsLayers() && trainsEnds()) {
            long matrix = (long) model.vocabulary().size() * model.hidden();
            total += model.vocabulary().tied() ? matrix : 2 * matrix;
        }
        for (LayerGroup group : model.groups()) {
            total += group.count() * adapterParameters(group.layer(), model.hidden());
        }
        return total;
    }

    private static List<Projection> maps(Layer layer, int hidden) {
        List<Projection> maps = new ArrayList<>(layer.attention().projections(hidden));
        maps.addAll(layer.feedForward().projections(hidden));
        return maps;
    }
}
