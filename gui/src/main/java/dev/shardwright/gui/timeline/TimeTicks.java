package dev.shardwright.gui.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round times of a viewport, as many as fit. */
record TimeTicks(double step, List<Double> times) {
    private static final double[] ROUND = {1, 2, 5, 10};

    /** @param most how many fit */
    static TimeTicks of(Viewport view, int most) {
        double rough = view.length() / Math.max(1, most);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * 10;
        for (int i = ROUND.length - 1; i >= 0; i--) {
            step = ROUND[i] * power >= rough ? ROUND[i] * power : step;
        }
        List<Double> times = new ArrayList<>();
        for (long i = (long) Math.ceil(view.from() / step); i * step <= view.until(); i++) {
            times.add(i * step);
        }
        return new TimeTicks(step, times);
    }

    /** In the unit of the step, with the digits that tell ticks apart. */
    String label(double time) {
        double unit = step >= 0.1 ? 1 : step >= 1e-4 ? 1e-3 : 1e-6;
        String name = unit == 1 ? "s" : unit == 1e-3 ? "ms" : "µs";
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step / unit) + 1e-9));
        return String.format(Locale.ROOT, "%,." + digits + "f %s", time / unit, name);
    }
}
