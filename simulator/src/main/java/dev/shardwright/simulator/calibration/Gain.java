package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.validation.ErrorStatistics;
import java.util.Arrays;

/**
 * What calibration gains: errors of step time with the base's constants, with the calibrated ones on the runs they were
 * fitted to, and with constants fitted without the run that is predicted. {@code better} is the mean by which the last is
 * smaller than the first, {@code uncertain} that mean's standard error. No run is cross-validated when the user stops.
 */
public record Gain(
        ErrorStatistics before,
        ErrorStatistics after,
        ErrorStatistics crossValidated,
        double better,
        double uncertain) {
    /**
     * Standard errors by which the gain must exceed 0. With it, runs of the base's own constants and 3 % of noise are taken
     * for a gain in 15 % of draws of three runs and 3 % of ten; runs that are all 8 % slower in 88 % and 100 %.
     */
    private static final double SURE = 1.5;

    static Gain of(double[] before, double[] after, double... unseen) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < unseen.length; i++) {
            double gain = Math.abs(before[i] - 1) - Math.abs(unseen[i] - 1);
            sum += gain;
            squares += gain * gain;
        }
        int count = Math.max(1, unseen.length);
        double mean = sum / count;
        double variance = (squares / count - mean * mean) / Math.max(1, count - 1);
        return new Gain(
                ErrorStatistics.of(before),
                ErrorStatistics.of(after),
                ErrorStatistics.of(unseen),
                mean,
                Math.sqrt(Math.max(0, variance)));
    }

    static double[] ratios(double... logs) {
        return Arrays.stream(logs).map(Math::exp).toArray();
    }

    /** Whether runs were left out and predicted. */
    public boolean checked() {
        return crossValidated.count() > 0;
    }

    /** Whether runs that the fit has not seen are predicted better, by more than chance would have it. */
    public boolean real() {
        return checked() && better > SURE * uncertain;
    }
}
