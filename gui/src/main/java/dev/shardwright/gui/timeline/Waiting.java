package dev.shardwright.gui.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The gaps of a compute lane: exposed communication while a stream beside it is busy, a bubble otherwise. */
final class Waiting {
    private record Span(double from, double until) {}

    private final List<Span> communication;
    private final Slices filled = new Slices();
    private int next;

    private Waiting(List<Span> communication) {
        this.communication = communication;
    }

    /** The same slices with others in every gap from 0 to the end of the step. */
    static Slices filled(Slices compute, List<Lane> beside, double end) {
        Waiting waiting = new Waiting(union(beside));
        double from = 0;
        for (int i = 0; i < compute.size(); i++) {
            waiting.fill(from, compute.start(i));
            waiting.filled.add(compute.start(i), compute.end(i), compute.kind(i), compute.task(i), compute.critical(i));
            from = Math.max(from, compute.end(i));
        }
        waiting.fill(from, end);
        return waiting.filled;
    }

    private void fill(double from, double until) {
        double at = from;
        while (at < until) {
            while (next < communication.size() && communication.get(next).until() <= at) {
                next++;
            }
            Span span = next < communication.size() ? communication.get(next) : new Span(until, until);
            boolean exposed = span.from() <= at;
            double stop = Math.min(until, exposed ? span.until() : span.from());
            filled.add(at, stop, exposed ? SliceKind.EXPOSED : SliceKind.BUBBLE, Slices.NO_TASK, false);
            at = stop;
        }
    }

    /** Times in which one or more of the lanes are busy, in order. */
    private static List<Span> union(List<Lane> lanes) {
        List<Span> all = new ArrayList<>();
        for (Lane lane : lanes) {
            for (int i = 0; i < lane.slices().size(); i++) {
                all.add(new Span(lane.slices().start(i), lane.slices().end(i)));
            }
        }
        all.sort(Comparator.comparingDouble(Span::from));
        List<Span> union = new ArrayList<>();
        for (Span span : all) {
            Span last = union.isEmpty() ? null : union.get(union.size() - 1);
            if (last != null && span.from() <= last.until()) {
                union.set(union.size() - 1, new Span(last.from(), Math.max(last.until(), span.until())));
            } else {
                union.add(span);
            }
        }
        return union;
    }
}
