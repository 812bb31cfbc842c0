package dev.shardwright.gui.control;

import java.util.List;
import java.util.OptionalInt;

/** Where the segments of a bar of the given width lie, in pixels from its left end. */
record BarGeometry(double[] edges, double scale) {
    /** A bar as long as its segments together, or a little longer than the limit, whichever is more. */
    private static final double ROOM_BEHIND_LIMIT = 1.04;

    static BarGeometry of(List<Double> values, double limit, double width) {
        double total = values.stream().mapToDouble(Double::doubleValue).sum();
        double whole = Math.max(total, limit * ROOM_BEHIND_LIMIT);
        double scale = whole > 0 ? width / whole : 0;
        double[] edges = new double[values.size() + 1];
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += values.get(i);
            edges[i + 1] = sum * scale;
        }
        return new BarGeometry(edges, scale);
    }

    double left(int segment) {
        return edges[segment];
    }

    double width(int segment) {
        return edges[segment + 1] - edges[segment];
    }

    double position(double value) {
        return value * scale;
    }

    /** The segment under a point; empty beyond the last. */
    OptionalInt at(double x) {
        for (int i = 0; i + 1 < edges.length; i++) {
            if (x >= edges[i] && x < edges[i + 1]) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
