package dev.shardwright.simulator.validation;

import java.util.Arrays;

/**
 * Errors of predictions, |predicted / measured - 1|, as fractions: mean (MAPE), median, 90th percentile, and the median
 * signed error. All zero when {@code count} is 0.
 */
public record ErrorStatistics(int count, double mean, double median, double p90, double bias) {
    public static ErrorStatistics of(double[] ratios) {
        if (ratios.length == 0) {
            return new ErrorStatistics(0, 0, 0, 0, 0);
        }
        double[] errors =
                Arrays.stream(ratios).map(r -> Math.abs(r - 1)).sorted().toArray();
        double[] signed = Arrays.stream(ratios).map(r -> r - 1).sorted().toArray();
        double mean = Arrays.stream(errors).average().orElse(0);
        return new ErrorStatistics(
                ratios.length, mean, quantile(errors, 0.5), quantile(errors, 0.9), quantile(signed, 0.5));
    }

    /** Linear interpolation between order statistics of an ascending array. */
    static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = (int) Math.ceil(at);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
