package dev.shardwright.profiler.fit;

import dev.shardwright.simulator.hardware.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Nodes of a surface's axis for what was measured. */
final class Nodes {
    private Nodes() {}

    /** Powers of {@code step} that enclose the values. */
    static Surface.Axis powers(String name, double step, DoubleStream values) {
        var range = values.summaryStatistics();
        double first = Math.pow(step, Math.floor(log(range.getMin(), step) + 1e-9));
        double last = Math.pow(step, Math.ceil(log(range.getMax(), step) - 1e-9));
        List<Double> nodes = new ArrayList<>();
        for (double node = first; node <= last * (1 + 1e-9); node *= step) {
            nodes.add(node);
        }
        return new Surface.Axis(name, nodes);
    }

    private static double log(double value, double base) {
        return Math.log(value) / Math.log(base);
    }

    /** The values themselves. */
    static Surface.Axis distinct(String name, DoubleStream values) {
        return new Surface.Axis(name, values.distinct().sorted().boxed().toList());
    }
}
