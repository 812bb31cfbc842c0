package dev.shardwright.profiler.chart;

import java.util.List;

/**
 * Points of one name. Series of one number have one colour: measured points and the curve through them.
 *
 * @param colour counts through the palette
 */
public record Series(String name, Mark mark, int colour, List<Point> points) {
    /** How points are drawn. */
    public enum Mark {
        LINE,
        /** What bounds the others: a datasheet's roof, a link's rate. */
        DASHED,
        DOTS
    }

    /** A place in the diagram, in the units of its axes. */
    public record Point(double x, double y) {}

    public Series {
        points = List.copyOf(points);
    }
}
