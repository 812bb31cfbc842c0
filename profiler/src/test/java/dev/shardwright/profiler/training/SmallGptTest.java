package dev.shardwright.profiler.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.device.PyTorchBackend;
import dev.shardwright.profiler.device.TrainedModel;
import dev.shardwright.profiler.training.SmallGpt.Batch;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class SmallGptTest {
    private static final int VOCABULARY = 512;
    private static final int STEPS = 6;

    /** Radford et al. 2019: 124,439,808 numbers for the smallest model, with a table of 50,257 tokens and 1,024 places. */
    @Test
    void hasTheParametersOfGpt2() {
        assertThat(new SmallGpt(12, 768, 50_257, new Batch(1, 1024)).parameters())
                .isEqualTo(124_439_808);
    }

    @Test
    void headsAreWhole() {
        assertThatThrownBy(() -> new SmallGpt(1, 100, VOCABULARY, new Batch(1, 8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Before training every token is as likely as any other; then the one batch is learnt by heart. */
    @Test
    @Tag("native")
    void theLossStartsAtChanceAndFalls() {
        assumeTrue(PyTorchBackend.hasNativeLibrary(), "no PyTorch library for this platform on the class path");
        SmallGpt model = new SmallGpt(2, 128, VOCABULARY, new Batch(2, 32));
        try (TrainedModel trained =
                PyTorchBackend.open(Optional.of(DeviceDescription.Kind.CPU), 1).load(model)) {
            double chance = Math.log(VOCABULARY);
            double first = trained.train(1).loss();
            assertThat(first).isBetween(0.95 * chance, 1.05 * chance);
            double last = first;
            for (int i = 0; i < STEPS; i++) {
                double loss = trained.train(1).loss();
                assertThat(loss).isLessThan(last);
                last = loss;
            }
            assertThat(trained.train(30).loss()).isLessThan(first / 2);
        }
    }
}
