package dev.shardwright.profiler.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.profiler.device.SmallOperations;
import dev.shardwright.simulator.hardware.NumberFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** FLOPs and bytes worked by hand. */
final class OperationTest {
    @ParameterizedTest
    @EnumSource
    void namedExtentsMakeTheSameOperation(OperationKind kind) {
        Operation operation = SmallOperations.of(kind);
        Map<String, Long> extents = new LinkedHashMap<>();
        for (int i = 0; i < kind.extentNames().size(); i++) {
            extents.put(kind.extentNames().get(i), operation.extents().get(i));
        }
        assertThat(kind.of(extents)).isEqualTo(operation);
        assertThat(OperationKind.parse(kind.label())).isEqualTo(kind);
    }

    /** 3 products of 48 x 32 x 64: 589,824 FLOPs; 48*64 + 64*32 + 48*32 = 6,656 elements each. */
    @ParameterizedTest
    @CsvSource({"FORWARD, 589824, 79872", "FORWARD_BACKWARD, 1769472, 239616"})
    void matrixProduct(Pass pass, double flops, long bytes) {
        Kernel kernel = new Kernel(SmallOperations.of(OperationKind.MATRIX_PRODUCT), NumberFormat.FP32, pass);
        assertThat(kernel.flops().value()).isEqualTo(flops);
        assertThat(kernel.bytes().value()).isEqualTo(bytes);
    }

    /** 32 queries see 16.5 keys on average: 2 * 4 * 32 * 16.5 * (24 + 16) forward, 2.5 times that backward. */
    @ParameterizedTest
    @CsvSource({"FORWARD, 168960", "FORWARD_BACKWARD, 591360"})
    void causalAttention(Pass pass, double flops) {
        assertThat(SmallOperations.of(OperationKind.CAUSAL_ATTENTION)
                        .flops(pass)
                        .value())
                .isEqualTo(flops);
    }

    @ParameterizedTest
    @CsvSource({
        "RMS_NORM, FORWARD, 8192",
        "RMS_NORM, FORWARD_BACKWARD, 20480",
        "GATED_ACTIVATION, FORWARD, 12288",
        "GATED_ACTIVATION, FORWARD_BACKWARD, 32768",
        "MEMORY_COPY, FORWARD, 4096",
        "HOST_COPY, FORWARD, 2048",
        "LAUNCH, FORWARD, 4096",
        "LAYER_NORM, FORWARD, 8192",
        "GELU, FORWARD_BACKWARD, 20480",
        "ROTARY, FORWARD_BACKWARD, 16384",
        "RESIDUAL_ADD, FORWARD_BACKWARD, 12288",
        "EMBEDDING, FORWARD, 8192",
        "EMBEDDING, FORWARD_BACKWARD, 28672",
        "CROSS_ENTROPY, FORWARD, 8192",
        "CROSS_ENTROPY, FORWARD_BACKWARD, 24576",
        "TOKEN_ROUTING, FORWARD, 29184",
        "TOKEN_ROUTING, FORWARD_BACKWARD, 66560",
        "ADAM_STEP, FORWARD, 14336",
    })
    void streamingKernelsMoveTheirTensors(OperationKind kind, Pass pass, long bytes) {
        Kernel kernel = new Kernel(SmallOperations.of(kind), NumberFormat.BF16, pass);
        assertThat(kernel.bytes().value()).isEqualTo(bytes);
        assertThat(kernel.flops().value()).isZero();
    }

    /** Five rounds of 2 * 32^2 * (2 * 64 + 32). */
    @Test
    void newtonSchulz() {
        assertThat(SmallOperations.of(OperationKind.NEWTON_SCHULZ)
                        .flops(Pass.FORWARD)
                        .value())
                .isEqualTo(1_638_400);
    }

    /** Router 2 * 32 * 64 * 8, and 64 copies of tokens through 64 x 96 and 48 x 64. */
    @Test
    void expertBlock() {
        assertThat(SmallOperations.of(OperationKind.EXPERT_BLOCK)
                        .flops(Pass.FORWARD)
                        .value())
                .isEqualTo(2.0 * 32 * 64 * 8 + 2.0 * 64 * (64 * 96 + 48 * 64));
    }

    /** The attention half (64 x 128 and 64 x 64 weights; 8 heads of 16 queries that see 8.5 keys) and the block above. */
    @Test
    void expertLayer() {
        Operation layer = SmallOperations.of(OperationKind.EXPERT_LAYER);
        double experts = SmallOperations.of(OperationKind.EXPERT_BLOCK)
                .flops(Pass.FORWARD)
                .value();
        double products = 2.0 * 32 * (64 * 128 + 64 * 64);
        double attention = 2 * 8 * 16 * 8.5 * (16 + 16);
        assertThat(layer.flops(Pass.FORWARD).value()).isEqualTo(products + attention + experts);
        assertThat(layer.flops(Pass.FORWARD_BACKWARD).value()).isEqualTo(3 * (products + experts) + 3.5 * attention);
    }

    /** Both residuals add two gradients where they fork: 3 elements for each of the 32 x 64, twice. */
    @Test
    void theElementsOfAnExpertLayerAreThoseOfItsParts() {
        ExpertLayer layer = (ExpertLayer) SmallOperations.of(OperationKind.EXPERT_LAYER);
        Kernel both = Kernel.training(layer, NumberFormat.FP32);
        assertThat(both.bytes().value())
                .isEqualTo(4 * 2 * 3 * 32 * 64
                        + layer.parts().stream()
                                .mapToLong(part -> Kernel.training(part, NumberFormat.FP32)
                                        .bytes()
                                        .value())
                                .sum());
        assertThat(both.parts()).hasSize(12 + 2);
        assertThat(layer.parts())
                .containsAll(SmallOperations.of(OperationKind.EXPERT_BLOCK).parts());
    }

    @Test
    void expertsThatSeeOtherTokensAreRefused() {
        AttentionBlock attention = new AttentionBlock(2, 16, 64, new DecoderLayer.Heads(4, 2, 16));
        assertThatThrownBy(() -> new ExpertLayer(attention, new ExpertBlock(new TokenRouting(64, 64, 8, 2), 48)))
                .hasMessageContaining("same tokens");
    }

    @Test
    void extentsThatDoNotFitAreRefused() {
        for (Map<String, Long> wrong : List.of(
                Map.of("rows", 4L),
                Map.of("rows", 4L, "height", 4L),
                Map.of("rows", 0L, "width", 4L),
                Map.of("rows", -1L, "width", 4L),
                Map.of("rows", 1L << 50, "width", 4L))) {
            assertThatThrownBy(() -> OperationKind.RMS_NORM.of(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new CausalAttention(6, 4, 8, 8, 8)).hasMessageContaining("multiple");
        assertThatThrownBy(() -> Kernel.training(new MemoryCopy(8), NumberFormat.FP32))
                .hasMessageContaining("memory_copy has no backward pass");
    }
}
