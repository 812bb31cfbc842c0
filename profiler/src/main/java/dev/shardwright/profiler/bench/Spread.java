package dev.shardwright.profiler.bench;

import dev.shardwright.simulator.unit.Seconds;
import java.util.List;

/** Median and quartiles of {@code count} times; quartiles interpolate between neighbours (Hyndman and Fan 1996, type 7). */
public record Spread(Seconds median, Seconds lowerQuartile, Seconds upperQuartile, int count) {
    private static final double FENCE = 1.5;

    /** Throws IllegalArgumentException when there is no time. */
    public static Spread of(List<Seconds> times) {
        if (times.isEmpty()) {
            throw new IllegalArgumentException("a spread needs at least one time");
        }
        double[] sorted = times.stream().mapToDouble(Seconds::value).sorted().toArray();
        return new Spread(quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75), sorted.length);
    }

    private static Seconds quantile(double[] sorted, double fraction) {
        double position = fraction * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        double weight = position - below;
        return new Seconds(sorted[below] + weight * (sorted[above] - sorted[below]));
    }

    /** Times further from the quartiles than one and a half times their distance (Tukey 1977): disturbed ones. */
    public int outliers(List<Seconds> times) {
        double reach = FENCE * (upperQuartile.value() - lowerQuartile.value());
        return (int) times.stream()
                .filter(time ->
                        time.value() < lowerQuartile.value() - reach || time.value() > upperQuartile.value() + reach)
                .count();
    }

    /** Distance of the quartiles over the median. */
    public double relativeRange() {
        return median.value() == 0 ? 0 : (upperQuartile.value() - lowerQuartile.value()) / median.value();
    }
}
