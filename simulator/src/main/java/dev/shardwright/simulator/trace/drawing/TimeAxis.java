package dev.shardwright.simulator.trace.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A time axis and how its values are written.
 *
 * @param label below the axis
 * @param perUnit how many of the chart's time units the label's unit has
 */
record TimeAxis(String label, double perUnit) {
    private static final double[] STEPS = {1, 2, 5, 10};
    private static final double SECONDS_PER_MILLISECOND = 1e-3;
    private static final double SECONDS_PER_MICROSECOND = 1e-6;

    /** Time without a unit. */
    static TimeAxis relative(String label) {
        return new TimeAxis(label, 1);
    }

    /** The unit in which the end of the axis has the fewest digits before the point, but one. */
    static TimeAxis seconds(double until) {
        if (until >= 1) {
            return new TimeAxis("time (s)", 1);
        }
        return until >= SECONDS_PER_MILLISECOND
                ? new TimeAxis("time (ms)", SECONDS_PER_MILLISECOND)
                : new TimeAxis("time (us)", SECONDS_PER_MICROSECOND);
    }

    /** A value on the axis, in the chart's time, and its text. */
    record Tick(double at, String text) {}

    /** Round values from 0 on, at most so many. */
    List<Tick> ticks(double until, int most) {
        double end = until / perUnit;
        double step = step(end / most);
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= end * (1 + 1e-9); i++) {
            ticks.add(new Tick(i * step * perUnit, String.format(Locale.ROOT, "%." + decimals + "f", i * step)));
        }
        return ticks;
    }

    private static double step(double least) {
        if (least <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double step : STEPS) {
            if (step * power >= least * (1 - 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
