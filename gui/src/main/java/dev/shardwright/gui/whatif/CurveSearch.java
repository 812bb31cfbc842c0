package dev.shardwright.gui.whatif;

import dev.shardwright.planner.sweep.Sweep;
import dev.shardwright.planner.sweep.SweepMonitor;
import dev.shardwright.planner.sweep.SweepPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Finds the points of curves, and remembers them. */
final class CurveSearch {
    /** A slider goes on within that time more often than not. */
    private static final long PAUSE_NANOS = 15_000_000;

    private final Sweep sweep = new Sweep();

    /** What is remembered of the curves. */
    Curves known(Supposition s, Dial dial) {
        return new Curves(
                s,
                dial,
                sweep.known(s.question(), s.along(), dial.values()),
                s.movesCurves() ? sweep.known(s.asked(), s.along(), dial.values()) : List.of());
    }

    /**
     * The curves, and then those of the question as it was asked, to compare.
     *
     * @param show is told how each point that is found changes what is shown; from this thread
     */
    Curves complete(Curves known, BooleanSupplier stale, Consumer<UnaryOperator<Curves>> show) {
        LockSupport.parkNanos(PAUSE_NANOS);
        Supposition s = known.supposition();
        List<Double> values = outwards(known.dial().values(), s.value(s.along()));
        List<SweepPoint> points = sweep.run(
                s.question(), s.along(), values, monitor(stale, point -> show.accept(curves -> curves.with(point))));
        List<SweepPoint> reference = s.movesCurves()
                ? sweep.run(
                        s.asked(),
                        s.along(),
                        values,
                        monitor(stale, point -> show.accept(curves -> curves.withReference(point))))
                : List.of();
        return new Curves(s, known.dial(), points, reference);
    }

    private static SweepMonitor monitor(BooleanSupplier stale, Consumer<SweepPoint> found) {
        return new SweepMonitor() {
            @Override
            public void answered(SweepPoint point) {
                found.accept(point);
            }

            @Override
            public boolean cancelled() {
                return stale.getAsBoolean();
            }
        };
    }

    /** The given value first, then its neighbours, the farthest last. */
    private static List<Double> outwards(List<Double> values, double from) {
        List<Double> ordered = new ArrayList<>(values);
        ordered.sort(Comparator.comparingDouble(value -> Math.abs(Math.log(value / from))));
        return ordered;
    }
}
