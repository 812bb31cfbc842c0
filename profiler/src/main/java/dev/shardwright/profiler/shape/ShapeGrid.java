package dev.shardwright.profiler.shape;

import dev.shardwright.profiler.kernel.CausalAttention;
import dev.shardwright.profiler.kernel.DecoderLayer;
import dev.shardwright.profiler.kernel.GatedActivation;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.MemoryCopy;
import dev.shardwright.profiler.kernel.Operation;
import dev.shardwright.profiler.kernel.RmsNorm;
import dev.shardwright.simulator.hardware.NumberFormat;
import java.util.ArrayList;
import java.util.List;

/** Shapes that span small to large and square to skewed, for a curve of a device rather than of a model. */
public enum ShapeGrid {
    /** Sizes that a processor finishes within a minute. */
    SMALL(List.of(128L, 256L, 512L, 1024L), List.of(256L, 512L, 1024L), List.of(16L, 20L, 23L, 25L)),
    /** Sizes that fill a large accelerator. */
    LARGE(List.of(1024L, 2048L, 4096L, 8192L), List.of(1024L, 4096L, 8192L), List.of(20L, 24L, 27L, 29L)),
    /** Every operator, from small to large: what a budget allows of it, cheapest first. */
    STANDARD(List.of(), List.of(), List.of()),
    /** Whole layers of a processor's size and all their parts: whether these add up. */
    LAYERS(List.of(), List.of(), List.of());

    private static final int HEADS = 8;
    private static final int KEY_VALUE_HEADS = 2;
    private static final int HEAD_WIDTH = 64;

    private final List<Long> edges;
    private final List<Long> lengths;
    private final List<Long> copyPowers;

    ShapeGrid(List<Long> edges, List<Long> lengths, List<Long> copyPowers) {
        this.edges = edges;
        this.lengths = lengths;
        this.copyPowers = copyPowers;
    }

    /** The kernels in the given format, from small to large. */
    public List<Kernel> kernels(NumberFormat format) {
        return switch (this) {
            case STANDARD -> StandardGrid.kernels(format);
            case LAYERS -> StandardGrid.layers(format);
            case SMALL, LARGE -> operatorByOperator(format);
        };
    }

    /** Copies first, then each operation from small to large. */
    private List<Kernel> operatorByOperator(NumberFormat format) {
        List<Kernel> kernels = new ArrayList<>();
        copyPowers.forEach(power -> kernels.add(Kernel.forward(new MemoryCopy(1L << power), format)));
        for (Operation operation : operations()) {
            kernels.add(Kernel.forward(operation, format));
            kernels.add(Kernel.training(operation, format));
        }
        return kernels;
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        edges.forEach(edge -> operations.add(new MatrixProduct(edge, edge, edge, 1)));
        long last = edges.get(edges.size() - 1);
        operations.add(new MatrixProduct(last / 8, last, last, 1));
        operations.add(new MatrixProduct(last, last / 8, last, 1));
        operations.add(new MatrixProduct(last, last, last / 8, 1));
        operations.add(new MatrixProduct(last / 4, last / 4, last / 4, 8));
        lengths.forEach(
                length -> operations.add(new CausalAttention(HEADS, KEY_VALUE_HEADS, length, HEAD_WIDTH, HEAD_WIDTH)));
        edges.forEach(edge -> operations.add(new RmsNorm(edge, 2 * last)));
        edges.forEach(edge -> operations.add(new GatedActivation(edge, 2 * last)));
        long hidden = (long) HEADS * HEAD_WIDTH;
        DecoderLayer.Heads heads = new DecoderLayer.Heads(HEADS, KEY_VALUE_HEADS, HEAD_WIDTH);
        operations.add(new DecoderLayer(1, lengths.get(0), hidden, heads, 3 * hidden));
        return operations;
    }
}
