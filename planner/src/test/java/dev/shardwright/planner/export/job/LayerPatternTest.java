package dev.shardwright.planner.export.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.SelfAttention;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LayerPatternTest {
    @ParameterizedTest
    @CsvSource({
        "1, [1]",
        "0000, [0]*4",
        "0111, [0]+[1]*3",
        "01010101, ([0]+[1])*4",
        "110110, ([1]*2+[0])*2",
        "1101, [1]*2+[0]+[1]",
        "0110, [0]+[1]*2+[0]",
    })
    void runsAreWrittenShort(String digits, String pattern) {
        List<Layer> layers = digits.chars()
                .mapToObj(digit -> new Layer(
                        new SelfAttention(1, 1, 1, digit == '1' ? 8 : 0, Set.of()),
                        new DenseFeedForward(1, Activation.GELU, false),
                        2))
                .toList();
        assertThat(LayerPattern.of(layers, layer -> layer.attention().window() > 0))
                .isEqualTo(pattern);
    }
}
