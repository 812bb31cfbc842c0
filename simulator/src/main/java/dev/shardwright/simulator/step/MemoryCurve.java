package dev.shardwright.simulator.step;

import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Memory of one rank over a step: from each point on the given bytes are used, until the next. */
public record MemoryCurve(int rank, List<Point> points) {
    /** Bytes from a time on. */
    public record Point(Seconds from, Bytes used) {}

    /** A change; at one time what is given back comes before what is taken. */
    private record Change(double at, long bytes) {}

    public MemoryCurve {
        points = List.copyOf(points);
    }

    static MemoryCurve of(Timeline timeline, int rank, Bytes always) {
        List<Change> changes = new ArrayList<>();
        for (TaskGraph.Claim claim : timeline.graph().claims()) {
            if (claim.rank() == rank) {
                changes.add(
                        new Change(timeline.start(claim.from()), claim.bytes().value()));
                changes.add(
                        new Change(timeline.end(claim.until()), -claim.bytes().value()));
            }
        }
        changes.sort(Comparator.comparingDouble(Change::at).thenComparingLong(Change::bytes));
        return new MemoryCurve(rank, points(changes, always.value()));
    }

    private static List<Point> points(List<Change> changes, long always) {
        List<Point> points = new ArrayList<>();
        points.add(new Point(Seconds.ZERO, new Bytes(always)));
        long used = always;
        for (int i = 0; i < changes.size(); i++) {
            used += changes.get(i).bytes();
            boolean more = i + 1 < changes.size()
                    && changes.get(i + 1).at() == changes.get(i).at();
            if (!more) {
                points.add(new Point(new Seconds(changes.get(i).at()), new Bytes(used)));
            }
        }
        return points;
    }

    public Bytes peak() {
        return points.stream().map(Point::used).max(Comparator.naturalOrder()).orElse(Bytes.ZERO);
    }
}
