package dev.shardwright.simulator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FLOPs worked by hand. */
final class DecoderWorkTest {
    private static final SoftwareStack UNFUSED = TestJobs.CATALOG.stacks().stack("megatron-lm-2022");
    private static final SoftwareStack FLASH = TestJobs.CATALOG.stacks().stack("megatron-core");

    /** Narayanan et al. 2021, section 5.1: a layer's forward pass is 24 b s h^2 (1 + s / (6 h)) FLOPs. */
    @ParameterizedTest
    @CsvSource({"1, 1", "4, 1", "2, 8"})
    void gptLayerMeetsTheFormula(int b, int t) {
        Transformer model = TestJobs.CATALOG.models().model("gpt-3-175b");
        double h = model.hidden();
        double s = 2048;
        double expected = 24 * b * s * h * h * (1 + s / (6 * h)) / t;
        LayerWork work =
                DecoderWork.of(model, model.layers().get(0), shard(b, t, 2048), Recipe.of(Precision.FP16, UNFUSED));
        assertThat(flops(work.forward())).isCloseTo(expected, within(1e-9 * expected));
        assertThat(flops(work.backward())).isCloseTo(2 * expected, within(1e-9 * expected));
    }

    /** Flash attention skips the upper triangle and recomputes the scores backward (Dao 2023): 2.5 of 2 products. */
    @ParameterizedTest
    @CsvSource({"4096", "32768"})
    void flashAttentionHalvesTheSquare(int s) {
        Transformer model = TestJobs.CATALOG.models().model("llama-3-8b");
        LayerWork core = DecoderWork.attentionCore(
                model, model.layers().get(0), shard(1, 1, s), Recipe.of(Precision.BF16, FLASH));
        double square = 4.0 * s * s * 32 * 128;
        assertThat(flops(core.forward())).isCloseTo(square / 2, within(square / s));
        assertThat(flops(core.backward())).isCloseTo(2.5 * square / 2, within(3 * square / s));
    }

    private static double flops(List<Operator> operators) {
        return operators.stream().mapToDouble(o -> o.flops().value()).sum();
    }

    private static Shard shard(int batch, int tensor, int sequence) {
        return new Shard(
                tensor,
                1,
                new Shard.ContextSplit(1, ContextMethod.RING),
                new Shard.ExpertSplit(1, tensor),
                batch,
                sequence);
    }
}
