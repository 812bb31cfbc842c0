package dev.shardwright.profiler.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.profiler.kernel.CausalAttention;
import dev.shardwright.profiler.kernel.DecoderLayer;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.Pass;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.DecoderWork;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.LayerWork;
import dev.shardwright.simulator.operator.Operator;
import dev.shardwright.simulator.operator.Recipe;
import dev.shardwright.simulator.operator.Shard;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ModelShapesTest {
    private static final Catalog CATALOG = Catalog.at(Path.of("..", "profiles"));
    private static final Recipe RECIPE =
            Recipe.of(Precision.BF16, CATALOG.stacks().stack("megatron-core"));

    private static Shard shard(int tensor, int sequences, int length) {
        return new Shard(
                tensor,
                1,
                new Shard.ContextSplit(1, ContextMethod.RING),
                new Shard.ExpertSplit(1, tensor),
                sequences,
                length);
    }

    @ParameterizedTest
    @CsvSource({
        "llama-3-8b, 8, 1, 2048",
        "llama-3-8b, 1, 2, 4096",
        "llama-3-70b, 4, 1, 8192",
        "gpt-3-175b, 8, 4, 2048",
        "mixtral-8x7b, 2, 1, 4096",
        "deepseek-v3, 1, 1, 4096",
    })
    void productsAndAttentionAreTheSimulators(String name, int tensor, int sequences, int length) {
        Transformer model = CATALOG.models().model(name);
        Shard shard = shard(tensor, sequences, length);
        List<Kernel> kernels =
                ModelShapes.of(model, shard, RECIPE, NumberFormat.BF16).kernels();

        Set<Gemm.Shape> products = new HashSet<>();
        Set<AttentionCore.Extent> cores = new HashSet<>();
        model.groups().stream()
                .map(group -> DecoderWork.of(model, group.layer(), shard, RECIPE))
                .flatMap(ModelShapesTest::operators)
                .forEach(operator -> {
                    if (operator instanceof Gemm gemm) {
                        products.add(gemm.shape());
                    } else if (operator instanceof AttentionCore core) {
                        cores.add(core.extent());
                    }
                });
        assertThat(kernels).doesNotHaveDuplicates();
        assertThat(kernels.stream()
                        .map(Kernel::operation)
                        .filter(MatrixProduct.class::isInstance)
                        .map(MatrixProduct.class::cast)
                        .map(p -> new Gemm.Shape(p.m(), p.n(), p.k(), p.count())))
                .containsExactlyInAnyOrderElementsOf(products);
        assertThat(kernels.stream()
                        .filter(kernel -> kernel.pass() == Pass.FORWARD)
                        .map(Kernel::operation)
                        .filter(CausalAttention.class::isInstance)
                        .map(CausalAttention.class::cast)
                        .map(attention -> attention.core(NumberFormat.BF16).extent()))
                .containsExactlyInAnyOrderElementsOf(cores);
    }

    private static Stream<Operator> operators(LayerWork work) {
        return Stream.concat(work.forward().stream(), work.backward().stream());
    }

    /** The products, norms, attention and activation of the whole-layer kernel are those of the simulator's layer. */
    @ParameterizedTest
    @CsvSource({"8, 1, 2048", "2, 3, 512"})
    void theWholeLayerCountsTheSimulatorsFlops(int tensor, int sequences, int length) {
        Transformer model = CATALOG.models().model("llama-3-8b");
        Shard shard = shard(tensor, sequences, length);
        DecoderLayer layer = ModelShapes.of(model, shard, RECIPE, NumberFormat.BF16).kernels().stream()
                .map(Kernel::operation)
                .filter(DecoderLayer.class::isInstance)
                .map(DecoderLayer.class::cast)
                .findFirst()
                .orElseThrow();
        LayerWork work = DecoderWork.of(model, model.layers().get(0), shard, RECIPE);
        assertThat(layer.flops(Pass.FORWARD).value()).isEqualTo(flops(work.forward()));
        assertThat(layer.flops(Pass.FORWARD_BACKWARD).value())
                .isEqualTo(flops(work.forward()) + flops(work.backward()));
    }

    private static double flops(List<Operator> operators) {
        return operators.stream().mapToDouble(o -> o.flops().value()).sum();
    }

    @Test
    void windowedAttentionIsSaidNotToBeMeasured() {
        Transformer model = CATALOG.models().model("gemma-2-9b");
        ShapeList shapes = ModelShapes.of(model, shard(1, 1, 8192), RECIPE, NumberFormat.BF16);
        assertThat(shapes.remarks()).anyMatch(remark -> remark.contains("window"));
    }

    @ParameterizedTest
    @EnumSource
    void gridsHoldEachKernelOnce(ShapeGrid grid) {
        assertThat(grid.kernels(NumberFormat.FP32)).doesNotHaveDuplicates().hasSizeGreaterThan(30);
    }
}
