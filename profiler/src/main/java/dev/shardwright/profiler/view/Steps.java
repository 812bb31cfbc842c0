package dev.shardwright.profiler.view;

import dev.shardwright.simulator.hardware.Surface;
import java.util.ArrayList;
import java.util.List;

/** Values at which a curve is drawn or printed. */
final class Steps {
    private Steps() {}

    /** Values in equal ratios from the first to the last node of an axis. */
    static List<Double> along(Surface.Axis axis, int perOctave) {
        double first = axis.nodes().get(0);
        double last = axis.nodes().get(axis.nodes().size() - 1);
        List<Double> values = new ArrayList<>();
        for (int i = 0; first * Math.pow(2, i / (double) perOctave) <= last * (1 + 1e-9); i++) {
            values.add(first * Math.pow(2, i / (double) perOctave));
        }
        return values;
    }

    /** Those of the values that an axis reaches over. */
    static List<Double> within(Surface.Axis axis, double... wanted) {
        double first = axis.nodes().get(0);
        double last = axis.nodes().get(axis.nodes().size() - 1);
        List<Double> values = new ArrayList<>();
        for (double value : wanted) {
            if (value >= first && value <= last) {
                values.add(value);
            }
        }
        return values.isEmpty() ? List.of(Math.sqrt(first * last)) : values;
    }
}
