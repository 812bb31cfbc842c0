package dev.shardwright.profiler.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.kernel.AttentionBlock;
import dev.shardwright.profiler.kernel.DecoderLayer;
import dev.shardwright.profiler.kernel.ExpertLayer;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.Operation;
import dev.shardwright.profiler.kernel.Pass;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PartsSumTest {
    private static final DecoderLayer LAYER = new DecoderLayer(1, 256, 512, new DecoderLayer.Heads(8, 2, 64), 1536);

    private static Sample sample(Kernel kernel, double seconds) {
        return new Sample(kernel, 1, List.of(new Seconds(seconds)));
    }

    /** Two norms, four products, attention, activation, two residuals; backward, two more sums where they fork. */
    @ParameterizedTest
    @CsvSource({"FORWARD, 10", "FORWARD_BACKWARD, 12"})
    void everyPartCountsAsOftenAsItRuns(Pass pass, int parts) {
        Kernel whole = new Kernel(LAYER, NumberFormat.FP32, pass);
        List<Sample> samples = new ArrayList<>(List.of(sample(whole, 8)));
        whole.parts().stream().distinct().forEach(part -> samples.add(sample(part, 1)));
        assertThat(PartsSum.of(samples)).singleElement().satisfies(sum -> {
            assertThat(sum.parts().value()).isEqualTo(parts);
            assertThat(sum.difference()).isCloseTo(parts / 8.0 - 1, within(1e-12));
        });
        samples.remove(samples.size() - 1);
        assertThat(PartsSum.of(samples)).isEmpty();
    }

    /** Two norms, two products, attention, router, routing, two batches of products, activation, two residuals. */
    @ParameterizedTest
    @CsvSource({"FORWARD, 12", "FORWARD_BACKWARD, 14"})
    void aLayerOfExpertsAsWell(Pass pass, int parts) {
        Operation layer = ExpertLayer.of(new AttentionBlock(1, 256, 512, new DecoderLayer.Heads(8, 2, 64)), 8, 2, 1024);
        Kernel whole = new Kernel(layer, NumberFormat.FP32, pass);
        List<Sample> samples = new ArrayList<>(List.of(sample(whole, 8)));
        whole.parts().stream().distinct().forEach(part -> samples.add(sample(part, 1)));
        assertThat(PartsSum.of(samples))
                .singleElement()
                .satisfies(sum -> assertThat(sum.parts().value()).isEqualTo(parts));
    }
}
