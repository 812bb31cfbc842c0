package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.job.Adaptation;
import dev.shardwright.simulator.job.Adapter;
import dev.shardwright.simulator.job.BaseFormat;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.Projection;
import dev.shardwright.simulator.stack.KernelStyle;
import dev.shardwright.simulator.unit.Bytes;
import java.util.List;

/**
 * The linear maps of one layer: the product, the casts of low precision, and for maps that are not trained the
 * unpacking of quantised weights and the adapters beside them. Formulas in docs/model/fine-tuning.md.
 */
final class LinearWork {
    private final Layer layer;
    private final WorkBuilder work;
    private final Adaptation adaptation;

    LinearWork(Layer layer, WorkBuilder work) {
        this.layer = layer;
        this.work = work;
        this.adaptation = work.recipe().adaptation();
    }

    /** Whether the map's input is needed again for a weight gradient, its own or an adapter's. */
    boolean needsInput(Projection map) {
        return adaptation.trainsLayers() || !adaptation.adapters(layer, map).isEmpty();
    }

    /** A linear map over the given tokens, split {@code ways} over its group. */
    void add(Projection map, double tokens, int ways) {
        NumberFormat format = work.recipe().precision().operands();
        long columns = map.split() == Projection.Split.COLUMN ? divide(map.outputs(), ways) : map.outputs();
        long inner = map.split() == Projection.Split.ROW ? divide(map.inputs(), ways) : map.inputs();
        long rows = Math.max(1, Math.round(tokens));
        casts(map, (double) rows * inner * map.copies(), (double) rows * columns * map.copies());
        unpack(map, (double) inner * columns * map.copies());
        Gemm.Role role = adaptation.trainsLayers() ? Gemm.Role.WEIGHT : Gemm.Role.FROZEN_WEIGHT;
        work.add(new Gemm(map.name(), new Gemm.Shape(rows, columns, inner, map.copies()), role, format));
        List<Adapter> adapters = adaptation.adapters(layer, map);
        adapters.forEach(adapter -> adapter(adapter, rows, ways));
    }

    /**
     * Operands of low precision: the input before the forward product, the output's gradient before the backward ones.
     * What is gathered in the operands' format was converted before, by each rank its own part. Delayed scales cost only
     * the transposed copies, which nothing reads where there is no weight gradient.
     */
    private void casts(Projection map, double inputs, double outputs) {
        Precision.Scaling scaling = work.recipe().precision().scaling();
        KernelStyle style = work.recipe().kernels().fusion().cast();
        boolean free = style == KernelStyle.FUSED && scaling == Precision.Scaling.DELAYED && !adaptation.trainsLayers();
        if (scaling == Precision.Scaling.NONE || free) {
            return;
        }
        int ways = work.shard().sequenceWays();
        double before = work.gathersInputs() && map.split() == Projection.Split.COLUMN ? ways : 1;
        double after = work.gathersGradients() && map.split() == Projection.Split.ROW ? ways : 1;
        ElementwiseTraffic cast = ElementwiseTraffic.cast(style, scaling);
        work.add(cast.over(map.name() + ".cast", inputs / before));
        work.add(cast.inBackward(map.name() + ".gradient_cast", outputs / after));
    }

    /** Quantised weights become 16-bit ones before the forward product, and again before the backward one. */
    private void unpack(Projection map, double weights) {
        BaseFormat base = adaptation.base();
        if (!adaptation.trainsLayers() && base.quantised()) {
            Bytes moved = Bytes.of(weights * base.traffic());
            work.add(new Streaming(map.name() + ".unpack", moved, base.kernels(), moved, base.kernels()));
        }
    }

    private void adapter(Adapter adapter, long rows, int ways) {
        NumberFormat format = work.recipe().precision().highPrecision();
        int inputs = adapter.inputsOnRank(ways);
        int outputs = adapter.outputsOnRank(ways);
        int copies = adapter.copies();
        double in = (double) rows * inputs * copies;
        if (adaptation.dropout() > 0) {
            work.add(ElementwiseTraffic.ADAPTER_DROPOUT.over(adapter.name() + ".dropout", in));
        }
        work.add(ElementwiseTraffic.ADAPTER_INPUT.over(adapter.name() + ".input", in));
        work.add(new Gemm(
                adapter.name() + ".down",
                new Gemm.Shape(rows, adapter.rank(), inputs, copies),
                Gemm.Role.WEIGHT,
                format));
        work.add(new Gemm(
                adapter.name() + ".up",
                new Gemm.Shape(rows, outputs, adapter.rank(), copies),
                Gemm.Role.WEIGHT,
                format));
        KernelStyle style = work.recipe().kernels().fusion().activation();
        work.add(ElementwiseTraffic.adapterOutput(style)
                .over(adapter.name() + ".output", (double) rows * outputs * copies));
    }

    private static long divide(int extent, int ways) {
        return Math.max(1, (extent + ways - 1) / ways);
    }
}
