package dev.shardwright.profiler.view;

/** Ends of axes. */
final class Scale {
    private static final double[] STEPS = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};

    private Scale() {}

    /** The next round figure above a value. */
    static double above(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : STEPS) {
            if (step * power >= value * 1.02) {
                return step * power;
            }
        }
        return 15 * power;
    }
}
