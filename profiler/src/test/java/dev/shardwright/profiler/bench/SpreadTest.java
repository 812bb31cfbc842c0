package dev.shardwright.profiler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SpreadTest {
    /** Quartiles worked by hand: positions 0.25 (n - 1) and 0.75 (n - 1) in the sorted times. */
    @ParameterizedTest
    @CsvSource({
        "'7', 7, 7, 7",
        "'1 2', 1.25, 1.5, 1.75",
        "'3 1 2', 1.5, 2, 2.5",
        "'4 1 3 2', 1.75, 2.5, 3.25",
        "'10 1 2 3 4', 2, 3, 4",
    })
    void knownQuartiles(String times, double lower, double median, double upper) {
        Spread spread = Spread.of(seconds(times));
        assertThat(spread.lowerQuartile().value()).isEqualTo(lower);
        assertThat(spread.median().value()).isEqualTo(median);
        assertThat(spread.upperQuartile().value()).isEqualTo(upper);
    }

    private static List<Seconds> seconds(String times) {
        return Arrays.stream(times.split(" ", -1))
                .map(Double::valueOf)
                .map(Seconds::new)
                .toList();
    }

    @ParameterizedTest
    @MethodSource
    void propertiesOfRandomTimes(int seed) {
        Random random = new Random(seed);
        List<Seconds> times = random.doubles(1 + random.nextInt(40), 0.001, 10)
                .mapToObj(Seconds::new)
                .toList();
        Spread spread = Spread.of(times);
        assertThat(spread.lowerQuartile()).isBetween(Collections.min(times), spread.median());
        assertThat(spread.upperQuartile()).isBetween(spread.median(), Collections.max(times));
        assertThat(times.stream().filter(t -> t.compareTo(spread.median()) <= 0).count())
                .isGreaterThanOrEqualTo((times.size() + 1) / 2);

        List<Seconds> shuffled = new ArrayList<>(times);
        Collections.shuffle(shuffled, random);
        assertThat(Spread.of(shuffled)).isEqualTo(spread);

        Spread doubled = Spread.of(times.stream().map(t -> t.times(2)).toList());
        assertThat(doubled.median()).isEqualTo(spread.median().times(2));
        assertThat(doubled.relativeRange()).isCloseTo(spread.relativeRange(), within(1e-12));
    }

    static IntStream propertiesOfRandomTimes() {
        return IntStream.range(0, 100);
    }

    /** One moment of a hundred times the time moves a mean, not a median of five. */
    @Test
    void anOutlierLeavesTheMedian() {
        assertThat(Spread.of(seconds("1 1 1 1 100")).median().value()).isEqualTo(1);
    }

    @Test
    void noTimeIsRefused() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
