package dev.shardwright.profiler.shape;

import dev.shardwright.profiler.kernel.CausalAttention;
import dev.shardwright.profiler.kernel.DecoderLayer;
import dev.shardwright.profiler.kernel.GatedActivation;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.MemoryCopy;
import dev.shardwright.profiler.kernel.RmsNorm;
import dev.shardwright.profiler.kernel.RowWise;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.LayerGroup;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.DecoderWork;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.LayerWork;
import dev.shardwright.simulator.operator.Operator;
import dev.shardwright.simulator.operator.Recipe;
import dev.shardwright.simulator.operator.Shard;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/** The kernels of one rank of a model: the shapes that the simulator's operators have, each once. */
public final class ModelShapes {
    /** Elements of the copy that stands for memory bandwidth: more than any cache holds. */
    private static final long COPY_ELEMENTS = 1L << 25;

    private final Transformer model;
    private final Shard shard;
    private final NumberFormat format;
    private final Set<Kernel> kernels = new LinkedHashSet<>();
    private final Set<String> remarks = new LinkedHashSet<>();

    private ModelShapes(Transformer model, Shard shard, NumberFormat format) {
        this.model = model;
        this.shard = shard;
        this.format = format;
    }

    /** Kernels of all different layers, in the order in which a rank runs them; operands in the given format. */
    public static ShapeList of(Transformer model, Shard shard, Recipe recipe, NumberFormat format) {
        ModelShapes shapes = new ModelShapes(model, shard, format);
        shapes.kernels.add(Kernel.forward(new MemoryCopy(COPY_ELEMENTS), format));
        for (LayerGroup group : model.groups()) {
            LayerWork work = DecoderWork.of(model, group.layer(), shard, recipe);
            work.forward().forEach(shapes::add);
            work.backward().forEach(shapes::add);
            shapes.addElementwise(group.layer());
            shapes.addLayer(group.layer());
        }
        return new ShapeList(new ArrayList<>(shapes.kernels), new ArrayList<>(shapes.remarks));
    }

    private void add(Operator operator) {
        if (operator instanceof Gemm gemm) {
            kernels.add(Kernel.forward(MatrixProduct.of(gemm.shape()), format));
        } else if (operator instanceof AttentionCore core && core.pass() == AttentionCore.Pass.FORWARD) {
            addAttention(core.extent());
        }
    }

    private void addAttention(AttentionCore.Extent extent) {
        CausalAttention attention = new CausalAttention(
                extent.heads(), extent.keyValueHeads(), extent.queries(), extent.queryKeyWidth(), extent.valueWidth());
        if (attention.core(format).extent().equals(extent)) {
            kernels.add(Kernel.forward(attention, format));
            kernels.add(Kernel.training(attention, format));
        } else {
            remarks.add("attention within a window of the sequence is not measured");
        }
    }

    private void addElementwise(Layer layer) {
        long rows = shard.tokens();
        if (model.normalization() == Normalization.RMS_NORM) {
            kernels.add(Kernel.forward(new RmsNorm(rows, model.hidden()), format));
            kernels.add(Kernel.training(new RmsNorm(rows, model.hidden()), format));
        } else {
            RowWise norm = new RowWise(RowWise.Form.LAYER_NORM, rows, model.hidden());
            kernels.add(Kernel.forward(norm, format));
            kernels.add(Kernel.training(norm, format));
        }
        if (isSwiGlu(layer)) {
            GatedActivation activation = new GatedActivation(rows, innerOnRank(layer));
            kernels.add(Kernel.forward(activation, format));
            kernels.add(Kernel.training(activation, format));
        } else if (isGelu(layer)) {
            RowWise activation = new RowWise(RowWise.Form.GELU, rows, innerOnRank(layer));
            kernels.add(Kernel.forward(activation, format));
            kernels.add(Kernel.training(activation, format));
        } else {
            remarks.add("activations other than SwiGLU and GELU of dense layers are not measured");
        }
    }

    private void addLayer(Layer layer) {
        boolean whole = layer.attention() instanceof SelfAttention self
                && self.window() == 0
                && self.heads() % shard.tensor() == 0
                && self.kvHeads() % shard.tensor() == 0
                && layer.norms() == 2
                && isSwiGlu(layer)
                && model.normalization() == Normalization.RMS_NORM;
        if (!whole) {
            remarks.add("whole layers of this form are not measured");
            return;
        }
        DecoderLayer.Heads heads = new DecoderLayer.Heads(
                layer.attention().heads() / shard.tensor(),
                layer.attention().kvHeads() / shard.tensor(),
                layer.attention().queryKeyWidth());
        DecoderLayer block =
                new DecoderLayer(shard.sequences(), shard.sequenceLength(), model.hidden(), heads, innerOnRank(layer));
        kernels.add(Kernel.forward(block, format));
        kernels.add(Kernel.training(block, format));
    }

    private static boolean isSwiGlu(Layer layer) {
        return layer.feedForward() instanceof DenseFeedForward dense
                && dense.activation() == DenseFeedForward.Activation.SWIGLU;
    }

    private static boolean isGelu(Layer layer) {
        return layer.feedForward() instanceof DenseFeedForward dense
                && dense.activation() == DenseFeedForward.Activation.GELU;
    }

    private long innerOnRank(Layer layer) {
        return layer.feedForward() instanceof DenseFeedForward dense
                ? (dense.inner() + shard.tensor() - 1L) / shard.tensor()
                : 0;
    }
}
