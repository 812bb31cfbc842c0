package dev.shardwright.simulator.step;

import dev.shardwright.simulator.cost.DeviceModel;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.operator.Orthogonalization;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.ArrayList;
import java.util.List;

/** The time of Muon's matrix iterations on one rank. Formulas in docs/model/muon.md. */
final class MatrixUpdate {
    /** Seconds for all matrices of one kind in a layer, and for the longest of them, which one rank has whole. */
    private record Matrices(double all, double longest) {}

    private record OfLayer(Matrices dense, Matrices routed) {}

    private final List<OfLayer> groups = new ArrayList<>();
    private final int predictionLayers;

    MatrixUpdate(Transformer model, Accelerator accelerator, Numerics numerics, SoftwareStack stack) {
        this.predictionLayers = model.predictionLayers();
        boolean iterates =
                numerics.optimizer().needsMatrices() && numerics.adaptation().trainsLayers();
        if (iterates) {
            DeviceModel device =
                    new DeviceModel(accelerator, stack, numerics.precision().scaling());
            NumberFormat format = numerics.precision().highPrecision();
            model.groups().forEach(group -> groups.add(ofLayer(group.layer(), model.hidden(), device, format)));
        }
    }

    private static OfLayer ofLayer(Layer layer, int hidden, DeviceModel device, NumberFormat format) {
        return new OfLayer(
                matrices(Orthogonalization.dense(layer, hidden), device, format),
                matrices(Orthogonalization.routed(layer, hidden), device, format));
    }

    private static Matrices matrices(List<Orthogonalization> kinds, DeviceModel device, NumberFormat format) {
        double all = 0;
        double longest = 0;
        for (Orthogonalization kind : kinds) {
            double one = device.seconds(kind.operators(format));
            all += kind.copies() * one;
            longest = Math.max(longest, one);
        }
        return new Matrices(all, longest);
    }

    /** Seconds on a rank; replicas that share optimizer states deal whole matrices among themselves. */
    double seconds(StageShape shape, Layout layout) {
        if (groups.isEmpty()) {
            return 0;
        }
        double dense = 0;
        double routed = 0;
        double longestDense = 0;
        double longestRouted = 0;
        for (int i = 0; i < groups.size(); i++) {
            int last = shape.head() && i == groups.size() - 1 ? predictionLayers : 0;
            int count = shape.layersOfGroup()[i] + last;
            if (count > 0) {
                OfLayer layer = groups.get(i);
                dense += count * layer.dense().all();
                routed += count * layer.routed().all();
                longestDense = Math.max(longestDense, layer.dense().longest());
                longestRouted = Math.max(longestRouted, layer.routed().longest());
            }
        }
        Sharding sharding = layout.memorySaving().sharding();
        int replicas = layout.degrees().data() * layout.degrees().context();
        double mine = routed / layout.degrees().expert();
        return Math.max(dense / sharding.ways(Stage.OPTIMIZER, replicas), longestDense)
                + Math.max(
                        mine / sharding.ways(Stage.OPTIMIZER, layout.degrees().expertData()), longestRouted);
    }
}
