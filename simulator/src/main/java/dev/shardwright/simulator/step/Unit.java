package dev.shardwright.simulator.step;

import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.operator.Transfer;
import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.Stream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * One layer, or one of the model's ends, as a timeline runs it.
 *
 * @param again share of the forward pass that is recomputed
 * @param share of its stage's parameters
 */
record Unit(String name, StageCost cost, LayerCost layer, double again, Kind kind, double share) {
    /** What a unit is. */
    enum Kind {
        EMBEDDING,
        LAYER,
        PREDICTION,
        HEAD
    }

    /** Communication over one kind of group. */
    enum Wire {
        TENSOR(Stream.TENSOR, Category.TENSOR),
        CONTEXT(Stream.CONTEXT, Category.CONTEXT),
        EXPERT(Stream.EXPERT, Category.EXPERT);

        final Stream stream;
        final Category category;

        Wire(Stream stream, Category category) {
            this.stream = stream;
            this.category = category;
        }

        double exposed(PassSums sums) {
            return switch (this) {
                case TENSOR -> sums.tensor;
                case CONTEXT -> sums.context;
                case EXPERT -> sums.expert;
            };
        }

        double hidden(PassCost.Inside inside) {
            return switch (this) {
                case TENSOR -> inside.hiddenTensor();
                case CONTEXT -> inside.hiddenContext();
                case EXPERT -> inside.hiddenExpert();
            };
        }

        boolean carries(Transfer transfer) {
            return DIMENSIONS.get(this).contains(transfer.dimension());
        }

        private static final Map<Wire, Set<Transfer.Dimension>> DIMENSIONS = dimensions();

        private static Map<Wire, Set<Transfer.Dimension>> dimensions() {
            Map<Wire, Set<Transfer.Dimension>> map = new EnumMap<>(Wire.class);
            map.put(TENSOR, Set.of(Transfer.Dimension.TENSOR, Transfer.Dimension.TENSOR_BESIDE_GRADIENTS));
            map.put(CONTEXT, Set.of(Transfer.Dimension.CONTEXT, Transfer.Dimension.CONTEXT_INSIDE));
            map.put(EXPERT, Set.of(Transfer.Dimension.EXPERT, Transfer.Dimension.EXPERT_TENSOR));
            return map;
        }
    }

    /** Seconds of communication that compute hides, of the forward pass or of the backward pass with recomputation. */
    double hidden(Wire wire, boolean backward) {
        double ahead = wire.hidden(layer.forward().inside());
        return backward ? wire.hidden(layer.backward().inside()) + again * ahead : ahead;
    }

    /** Bytes that each micro-batch keeps until its backward pass; what the head keeps, the loss gives back at once. */
    double keeps(Recompute policy, double full) {
        return switch (kind) {
            case LAYER -> layer.kept().under(policy, full);
            case EMBEDDING, PREDICTION -> layer.kept().all();
            case HEAD -> 0;
        };
    }

    Unit withShare(double value) {
        return new Unit(name, cost, layer, again, kind, value);
    }
}
