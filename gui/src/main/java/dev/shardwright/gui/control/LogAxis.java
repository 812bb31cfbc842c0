package dev.shardwright.gui.control;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis: values from {@code low} to {@code high}, both above zero, over {@code pixels}.
 *
 * @param pixels between low and high
 */
public record LogAxis(double low, double high, double pixels) {
    private static final int[] ROUND = {1, 2, 5};

    public LogAxis {
        if (!(low > 0 && high > low && pixels > 0)) {
            throw new IllegalArgumentException("no axis: " + low + " to " + high + " over " + pixels);
        }
    }

    /** Pixels from the low end. */
    public double position(double value) {
        return pixels * Math.log(value / low) / Math.log(high / low);
    }

    /** The value so many pixels from the low end. */
    public double value(double position) {
        return low * Math.pow(high / low, position / pixels);
    }

    /**
     * Values to be labelled, as many as there is room for: 1, 2 and 5 times powers of ten, or powers of ten alone; on an axis
     * of less than a power of ten multiples of a round step.
     */
    public List<Double> ticks(double leastPixels) {
        if (high / low < 10) {
            return multiples(roundStep((high - low) / Math.max(1, pixels / leastPixels)));
        }
        boolean dense = pixels / Math.max(1, Math.log10(high / low) * ROUND.length) >= leastPixels;
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
            for (int factor : dense ? ROUND : new int[] {1}) {
                double tick = factor * Math.pow(10, power);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    private List<Double> multiples(double step) {
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** The least of 1, 2 and 5 times a power of ten that is no less. */
    private static double roundStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int factor : ROUND) {
            if (factor * power >= least) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** Powers of two to be labelled, as many as there is room for. */
    public List<Double> doublings(double leastPixels) {
        double octaves = Math.log(high / low) / Math.log(2);
        int step = (int) Math.max(1, Math.ceil(leastPixels * octaves / pixels));
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.ceil(Math.log(low) / Math.log(2) - 1e-9); Math.pow(2, power) <= high; power++) {
            if (power % step == 0) {
                ticks.add(Math.pow(2, power));
            }
        }
        return ticks;
    }
}
