package dev.shardwright.profiler.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.profiler.device.SmallOperations;
import dev.shardwright.profiler.kernel.AttentionBlock;
import dev.shardwright.profiler.kernel.CausalAttention;
import dev.shardwright.profiler.kernel.DecoderLayer;
import dev.shardwright.profiler.kernel.ExpertLayer;
import dev.shardwright.profiler.kernel.GatedActivation;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.MemoryCopy;
import dev.shardwright.profiler.kernel.Operation;
import dev.shardwright.profiler.kernel.OperationKind;
import dev.shardwright.profiler.kernel.RmsNorm;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Seconds;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PredictionTest {
    private static final Catalog CATALOG = Catalog.at(Path.of("..", "profiles"));
    private static final Accelerator H100 = CATALOG.hardware().accelerator("h100-sxm-80gb");
    private static final Prediction PREDICTION =
            new Prediction(H100, CATALOG.stacks().stack("megatron-core"));

    private static double seconds(Operation operation) {
        return PREDICTION
                .time(Kernel.forward(operation, NumberFormat.BF16))
                .orElseThrow()
                .value();
    }

    /** Several kernels that the simulator spreads over other operators, and a link that it models elsewhere. */
    private static final Set<OperationKind> WITHOUT_EXPECTATION = Set.of(
            OperationKind.TOKEN_ROUTING,
            OperationKind.EXPERT_BLOCK,
            OperationKind.NEWTON_SCHULZ,
            OperationKind.HOST_COPY);

    @ParameterizedTest
    @EnumSource
    void operationsAreExpectedToTakeTime(OperationKind kind) {
        Optional<Seconds> time = PREDICTION.time(Kernel.forward(SmallOperations.of(kind), NumberFormat.BF16));
        assertThat(time.isEmpty()).isEqualTo(WITHOUT_EXPECTATION.contains(kind));
        time.ifPresent(seconds -> assertThat(seconds.value()).isPositive());
    }

    /** A large product and a large copy run near, and not above, the accelerator's datasheet. */
    @Test
    void largeKernelsStayBelowTheDatasheet() {
        MatrixProduct product = new MatrixProduct(8192, 8192, 8192, 1);
        double peak = H100.peak(NumberFormat.BF16).value();
        assertThat(2 * Math.pow(8192, 3) / seconds(product) / peak).isBetween(0.4, 1.0);
        double bandwidth = H100.memory().bandwidth().value();
        assertThat(4.0 * (1 << 30) / seconds(new MemoryCopy(1 << 30)) / bandwidth)
                .isBetween(0.5, 1.0);
    }

    /** A whole layer costs what its parts cost; residuals, which have no kernel of their own here, come on top. */
    @Test
    void aLayerCostsItsParts() {
        long tokens = 8192;
        DecoderLayer layer = new DecoderLayer(1, tokens, 4096, new DecoderLayer.Heads(32, 8, 128), 14336);
        List<Operation> parts = List.of(
                new RmsNorm(tokens, 4096),
                new MatrixProduct(tokens, 6144, 4096, 1),
                new CausalAttention(32, 8, tokens, 128, 128),
                new MatrixProduct(tokens, 4096, 4096, 1),
                new RmsNorm(tokens, 4096),
                new MatrixProduct(tokens, 28672, 4096, 1),
                new GatedActivation(tokens, 14336),
                new MatrixProduct(tokens, 4096, 14336, 1));
        double sum = parts.stream().mapToDouble(PredictionTest::seconds).sum();
        assertThat(seconds(layer)).isGreaterThan(sum).isCloseTo(sum, within(0.05 * sum));
    }

    /** Large experts cost what their products cost; routing comes on top. */
    @Test
    void aLayerOfExpertsCostsItsPartsAndTheirRouting() {
        ExpertLayer layer =
                ExpertLayer.of(new AttentionBlock(1, 8192, 4096, new DecoderLayer.Heads(32, 8, 128)), 8, 2, 14336);
        double sum = layer.parts().stream()
                .filter(part -> part.kind() != OperationKind.TOKEN_ROUTING)
                .mapToDouble(PredictionTest::seconds)
                .sum();
        assertThat(seconds(layer)).isBetween(sum, 1.15 * sum);
    }

    @Test
    void aFormatThatTheAcceleratorLacksHasNoExpectation() {
        Accelerator v100 = CATALOG.hardware().accelerator("v100-sxm2-32gb");
        Prediction prediction = new Prediction(v100, CATALOG.stacks().stack("megatron-core"));
        Kernel kernel = Kernel.forward(new MatrixProduct(64, 64, 64, 1), NumberFormat.BF16);
        assertThat(prediction.time(kernel)).isEmpty();
    }
}
