package dev.shardwright.profiler.shape;

import dev.shardwright.profiler.kernel.AdamStep;
import dev.shardwright.profiler.kernel.AttentionBlock;
import dev.shardwright.profiler.kernel.BackendAttention;
import dev.shardwright.profiler.kernel.CausalAttention;
import dev.shardwright.profiler.kernel.CrossEntropy;
import dev.shardwright.profiler.kernel.DecoderLayer;
import dev.shardwright.profiler.kernel.Embedding;
import dev.shardwright.profiler.kernel.ExpertBlock;
import dev.shardwright.profiler.kernel.ExpertLayer;
import dev.shardwright.profiler.kernel.GatedActivation;
import dev.shardwright.profiler.kernel.HostCopy;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.Launch;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.MemoryCopy;
import dev.shardwright.profiler.kernel.NewtonSchulz;
import dev.shardwright.profiler.kernel.Operation;
import dev.shardwright.profiler.kernel.RmsNorm;
import dev.shardwright.profiler.kernel.RowWise;
import dev.shardwright.profiler.kernel.TokenRouting;
import dev.shardwright.simulator.hardware.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every operator over shapes spaced evenly in their logarithm, and whole layers together with their parts. */
final class StandardGrid {
    private static final List<Long> EDGES = List.of(256L, 1024L, 4096L);
    private static final List<Long> LENGTHS = List.of(512L, 1024L, 2048L, 4096L, 8192L);
    private static final List<Long> ROWS = List.of(256L, 1024L, 4096L, 16384L);
    private static final List<Integer> POWERS = List.of(16, 19, 22, 25, 28);
    private static final long WIDTH = 4096;

    private final NumberFormat format;
    private final Set<Kernel> kernels = new LinkedHashSet<>();

    private StandardGrid(NumberFormat format) {
        this.format = format;
    }

    static List<Kernel> kernels(NumberFormat format) {
        StandardGrid grid = new StandardGrid(format);
        grid.products();
        LENGTHS.forEach(grid::attention);
        ROWS.forEach(grid::rows);
        grid.ends();
        grid.memory();
        grid.optimizers();
        grid.smallLayers();
        grid.largeLayers();
        return ShapeList.cheapestFirst(new ArrayList<>(grid.kernels));
    }

    /** Those that a processor finishes. */
    static List<Kernel> layers(NumberFormat format) {
        StandardGrid grid = new StandardGrid(format);
        grid.smallLayers();
        return ShapeList.cheapestFirst(new ArrayList<>(grid.kernels));
    }

    private void forward(Operation operation) {
        kernels.add(Kernel.forward(operation, format));
    }

    private void both(Operation operation) {
        forward(operation);
        kernels.add(Kernel.training(operation, format));
    }

    private void products() {
        for (long m : EDGES) {
            for (long n : EDGES) {
                EDGES.forEach(k -> forward(new MatrixProduct(m, n, k, 1)));
            }
            forward(new MatrixProduct(m, m, m, 8));
        }
    }

    private void attention(long length) {
        CausalAttention shape = new CausalAttention(16, 4, length, 128, 128);
        both(shape);
        for (BackendAttention.Backend backend : BackendAttention.Backend.values()) {
            both(new BackendAttention(backend, shape));
        }
    }

    private void rows(long rows) {
        both(new RmsNorm(rows, WIDTH));
        both(new GatedActivation(rows, WIDTH));
        for (RowWise.Form form : RowWise.Form.values()) {
            both(new RowWise(form, rows, WIDTH));
        }
    }

    private void ends() {
        for (long vocabulary : List.of(32_768L, 131_072L)) {
            both(new Embedding(2048, 1024, vocabulary));
            both(new CrossEntropy(1024, vocabulary));
        }
    }

    private void memory() {
        forward(new Launch(1));
        for (int power : POWERS) {
            forward(new MemoryCopy(1L << power));
            forward(new HostCopy(1L << power));
        }
    }

    /** Optimizers compute in fp32 whatever the format of the operands is. */
    private void optimizers() {
        POWERS.stream()
                .map(power -> new AdamStep(1L << power))
                .forEach(step -> kernels.add(Kernel.forward(step, NumberFormat.FP32)));
        forward(new NewtonSchulz(1024, 1024));
        forward(new NewtonSchulz(1024, 4096));
    }

    private void smallLayers() {
        whole(new DecoderLayer(1, 256, 512, new DecoderLayer.Heads(8, 2, 64), 1536));
        whole(new DecoderLayer(2, 512, 1024, new DecoderLayer.Heads(8, 8, 128), 2816));
        whole(new ExpertBlock(new TokenRouting(512, 512, 8, 2), 1024));
        whole(ExpertLayer.of(new AttentionBlock(1, 512, 512, new DecoderLayer.Heads(8, 2, 64)), 8, 2, 1024));
    }

    private void largeLayers() {
        whole(new DecoderLayer(1, 4096, 4096, new DecoderLayer.Heads(32, 8, 128), 14336));
        whole(new ExpertBlock(new TokenRouting(4096, 2048, 64, 8), 1024));
        whole(ExpertLayer.of(new AttentionBlock(1, 4096, 2048, new DecoderLayer.Heads(16, 4, 128)), 64, 8, 1024));
    }

    private void whole(Operation layer) {
        for (Kernel kernel : List.of(Kernel.forward(layer, format), Kernel.training(layer, format))) {
            kernels.add(kernel);
            kernels.addAll(kernel.parts());
        }
    }
}
