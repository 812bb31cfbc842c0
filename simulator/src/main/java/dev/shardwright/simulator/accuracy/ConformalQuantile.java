package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.stack.Experience.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Split-conformal 90 % factors from residuals (Vovk, Gammerman and Shafer 2005; Angelopoulos and Bates 2021, section 1):
 * the order statistic at level (n + 1) share, so that the next exchangeable residual lies inside with that chance,
 * whatever their distribution. Signed ends where the sample has an order statistic for both; else the same factor on
 * both sides; none for fewer than nine residuals.
 */
final class ConformalQuantile {
    /** One in so many residuals may lie outside. */
    private static final int LEFT_OUT = 10;

    /** One in so many on each side. */
    private static final int LEFT_OUT_PER_SIDE = 2 * LEFT_OUT;

    /** From so many on, each side leaves out its own twentieth: floor(0.05 (n + 1)) is at least 2. */
    private static final int SIGNED = 39;

    private ConformalQuantile() {}

    /** @param residuals natural logarithms of measured over predicted */
    static Optional<Spread> of(double... residuals) {
        return residuals.length >= SIGNED ? Optional.of(signed(residuals)) : symmetric(residuals);
    }

    private static Spread signed(double... residuals) {
        double[] sorted = residuals.clone();
        Arrays.sort(sorted);
        int below = (sorted.length + 1) / LEFT_OUT_PER_SIDE;
        double low = Math.min(0, sorted[below - 1]);
        double high = Math.max(0, sorted[sorted.length - below]);
        return spread(low, high, sorted.length);
    }

    /** The same factor up and down. */
    static Optional<Spread> symmetric(double... residuals) {
        double[] sorted = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
        int rank = sorted.length + 1 - (sorted.length + 1) / LEFT_OUT;
        return rank > sorted.length
                ? Optional.empty()
                : Optional.of(spread(-sorted[rank - 1], sorted[rank - 1], sorted.length));
    }

    static Spread spread(double low, double high, int runs) {
        return new Spread(Math.exp(low), Math.exp(high), runs);
    }

    /**
     * As {@link #of}, where each array is a sample of its own (a stack, an accelerator) and all weigh the same: the next
     * one is a draw among them. The correction counts samples, not residuals.
     */
    static Spread ofSamples(List<double[]> samples) {
        List<double[]> weighted = new ArrayList<>();
        int runs = 0;
        for (double[] sample : samples) {
            for (double residual : sample) {
                weighted.add(new double[] {residual, 1.0 / sample.length});
            }
            runs += sample.length;
        }
        weighted.sort(Comparator.comparingDouble(pair -> pair[0]));
        double tail = (samples.size() + 1.0) / LEFT_OUT_PER_SIDE;
        double low = at(weighted, tail);
        Collections.reverse(weighted);
        return spread(Math.min(0, low), Math.max(0, at(weighted, tail)), runs);
    }

    /** As {@link #ofSamples}, with the same factor up and down. */
    static Spread symmetricOfSamples(List<double[]> samples) {
        Spread both = ofSamples(samples.stream()
                .map(sample -> DoubleStream.concat(
                                Arrays.stream(sample), Arrays.stream(sample).map(r -> -r))
                        .toArray())
                .toList());
        return new Spread(both.low(), both.high(), both.runs() / 2);
    }

    /** The residual at which the weights counted from the front reach {@code tail}. */
    private static double at(List<double[]> weighted, double tail) {
        double sum = 0;
        for (double[] pair : weighted) {
            sum += pair[1];
            if (sum >= tail) {
                return pair[0];
            }
        }
        return 0;
    }
}
