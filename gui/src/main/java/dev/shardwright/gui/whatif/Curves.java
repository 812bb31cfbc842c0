package dev.shardwright.gui.whatif;

import dev.shardwright.planner.sweep.SweepFigure;
import dev.shardwright.planner.sweep.SweepPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The points that are known so far, by rising value.
 *
 * @param dial of the axis of the curves
 * @param points of the question as it is supposed
 * @param reference those of the question as it was asked, where the curves are others
 */
record Curves(Supposition supposition, Dial dial, List<SweepPoint> points, List<SweepPoint> reference) {
    Curves {
        points = List.copyOf(points);
        reference = List.copyOf(reference);
    }

    Curves with(SweepPoint point) {
        return new Curves(supposition, dial, added(points, point), reference);
    }

    Curves withReference(SweepPoint point) {
        return new Curves(supposition, dial, points, added(reference, point));
    }

    private static List<SweepPoint> added(List<SweepPoint> points, SweepPoint point) {
        List<SweepPoint> all = new ArrayList<>(points);
        all.removeIf(known -> known.value() == point.value());
        all.add(point);
        all.sort(Comparator.comparingDouble(SweepPoint::value));
        return all;
    }

    boolean complete() {
        int all = dial.values().size();
        return points.size() == all && (!supposition.movesCurves() || reference.size() == all);
    }

    /** What is drawn: a curve each. */
    List<SweepFigure> figures() {
        return SweepFigure.of(supposition.asked().frame().cluster().dollarsPerDeviceHour());
    }

    /** Where the slider of the axis is. */
    double now() {
        return supposition.value(supposition.along());
    }

    /** The answer to the question as it is supposed. */
    Optional<SweepPoint> nowPoint() {
        return at(points, now());
    }

    /** The answer to the question as it was asked. */
    Optional<SweepPoint> askedPoint() {
        return at(supposition.movesCurves() ? reference : points, dial.asked());
    }

    /** The point that is nearest to a value by their ratio. */
    Optional<SweepPoint> nearest(double value) {
        return points.stream().min(Comparator.comparingDouble(p -> Math.abs(Math.log(p.value() / value))));
    }

    private static Optional<SweepPoint> at(List<SweepPoint> points, double value) {
        return points.stream().filter(point -> point.value() == value).findFirst();
    }
}
