package dev.shardwright.gui.memory;

import dev.shardwright.simulator.step.MemoryCurve;
import java.util.List;

/** A curve as columns of pixels. */
final class CurvePixels {
    private CurvePixels() {}

    /** The time of the last change, in seconds. */
    static double end(MemoryCurve curve) {
        List<MemoryCurve.Point> points = curve.points();
        return points.get(points.size() - 1).from().value();
    }

    /** The most GiB that are used in each column's time; no peak is lost between columns. */
    static double[] of(MemoryCurve curve, int width) {
        double[] most = new double[width];
        double end = end(curve);
        List<MemoryCurve.Point> points = curve.points();
        for (int i = 0; i < points.size(); i++) {
            double until = i + 1 < points.size() ? points.get(i + 1).from().value() : end;
            int first = column(points.get(i).from().value(), end, width);
            int last = column(until, end, width);
            double used = points.get(i).used().inGibibytes();
            for (int x = first; x <= last; x++) {
                most[x] = Math.max(most[x], used);
            }
        }
        return most;
    }

    private static int column(double time, double end, int width) {
        return end == 0 ? 0 : Math.min(width - 1, (int) (time / end * width));
    }
}
