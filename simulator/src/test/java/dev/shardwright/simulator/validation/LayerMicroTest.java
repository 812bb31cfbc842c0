package dev.shardwright.simulator.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.TestJobs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers of experts alone, on 8 H100: a step can be right by errors that cancel, its parts cannot. */
final class LayerMicroTest {
    private static final List<LayerMicro.Score> SCORES =
            LayerMicro.score(TestJobs.profiles().resolve("measured/layer-micro-megatron-moe.jsonl"), TestJobs.CATALOG);

    @Test
    void scoresEveryLayer() {
        assertThat(SCORES).hasSize(12);
    }

    /** Too slow by up to a half: a layer alone runs back to back on a cool device. Holds the gap where it is. */
    @Test
    void passesAreNotFurtherFromTheirMeasurementsThanToday() {
        assertThat(SCORES).allSatisfy(score -> {
            assertThat(score.forward().ratio()).as(score.id()).isBetween(1.0, 1.55);
            assertThat(score.backward().ratio()).as(score.id()).isBetween(1.0, 1.55);
        });
    }

    /** What a better dispatcher saves does not depend on the clock. */
    @Test
    void dispatchersDifferAsMeasured() {
        LayerMicro.Pass plain = forward("moelayer-deepseek_a2a_tp1ep8_bf16");
        LayerMicro.Pass fused = forward("moelayer-deepseek_hybridep_tp1ep8_bf16");
        double measured = plain.measuredMs() - fused.measuredMs();
        assertThat(plain.predictedMs() - fused.predictedMs()).isBetween(0.7 * measured, 1.4 * measured);
    }

    private static LayerMicro.Pass forward(String id) {
        return SCORES.stream()
                .filter(score -> score.id().equals(id))
                .findFirst()
                .orElseThrow()
                .forward();
    }
}
