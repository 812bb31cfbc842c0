package dev.shardwright.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.stack.Experience;
import dev.shardwright.simulator.stack.Experience.Domain;
import dev.shardwright.simulator.stack.Experience.Errors;
import dev.shardwright.simulator.stack.Experience.Extent;
import dev.shardwright.simulator.stack.Experience.Ratio;
import dev.shardwright.simulator.stack.Experience.Spread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfidenceTest {
    private static final Errors ERRORS = new Errors(
            List.of("mine"),
            Map.of("dense", new Spread(0.95, 1.05, 50)),
            new Spread(0.9, 1.1, 80),
            new Spread(0.97, 1.3, 400),
            0.05);
    private static final Domain DOMAIN =
            new Domain(List.of("h100"), new Extent(8, 64), new Extent(2048, 8192), new Extent(1_000, 10_000));
    private static final Experience KNOWN = new Experience(
            ERRORS, ERRORS, new Ratio(Map.of("dense", new Spread(0.98, 1.02, 12)), new Spread(0.96, 1.04, 30)), DOMAIN);

    @Test
    void theSameKindCountsFirst() {
        Interval time = time(new Situation("dense", "h100", 64, 2048, 5_000));
        assertThat(time.low()).isEqualTo(0.95);
        assertThat(time.high()).isEqualTo(1.05);
        assertThat(time.reason()).isEqualTo("50 runs of mine (dense)");
    }

    @Test
    void anotherKindIsJudgedByTheWholeStack() {
        Interval time = time(new Situation("experts", "h100", 64, 2048, 5_000));
        assertThat(time.high()).isEqualTo(1.1);
        assertThat(time.reason()).isEqualTo("80 runs of mine, too few of them experts");
    }

    @Test
    void unseenHardwareIsAtLeastAsWideAsAcceleratorsLeftOut() {
        Interval time = time(new Situation("dense", "b200", 64, 2048, 5_000));
        assertThat(time.low()).isEqualTo(0.95);
        assertThat(time.high()).isEqualTo(1.3);
        assertThat(time.reason()).contains("no run of it on b200");
    }

    @Test
    void eachDoublingBeyondTheMeasuredSizesWidens() {
        Interval time = time(new Situation("dense", "h100", 256, 2048, 5_000));
        double factor = Math.exp(1.645 * 0.05 * 2);
        assertThat(time.high()).isCloseTo(1.05 * factor, within(1e-12));
        assertThat(time.low()).isCloseTo(0.95 / factor, within(1e-12));
        assertThat(time.reason()).contains("GPUs outside the measured range by a factor of 4.0");
    }

    @Test
    void aStackWithoutRunsSaysSo() {
        Confidence confidence = Confidence.of("mine", new Situation("dense", "h100", 64, 2048, 5_000), Experience.NONE);
        assertThat(confidence.time().reason()).isEqualTo("too few runs of mine; as for stacks left out");
        assertThat(confidence.time().halfWidth()).isCloseTo(0.175, within(1e-12));
    }

    @Test
    void layoutsOfOneJobAreComparedByPairsOfTheirKind() {
        Situation dense = new Situation("dense", "h100", 64, 2048, 5_000);
        Situation experts = new Situation("experts", "h100", 64, 2048, 5_000);
        assertThat(Confidence.of("mine", dense, KNOWN).ratio().high()).isEqualTo(1.02);
        assertThat(Confidence.of("mine", experts, KNOWN).ratio().high()).isEqualTo(1.04);
    }

    private static Interval time(Situation situation) {
        return Confidence.of("mine", situation, KNOWN).time();
    }
}
