package dev.shardwright.simulator.report;

import dev.shardwright.simulator.report.Explanation.Beside;
import dev.shardwright.simulator.report.Explanation.Idle;
import dev.shardwright.simulator.timeline.Lanes;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How much of what streams do is hidden beside compute. */
final class Overlap {
    private final Timeline timeline;
    private final Lanes lanes;

    Overlap(Timeline timeline) {
        this.timeline = timeline;
        this.lanes = Lanes.of(timeline.graph());
    }

    /** Each stream that works on any rank, of the rank where most of it is exposed. */
    List<Beside> beside() {
        List<Beside> all = new ArrayList<>();
        for (Stream stream : Stream.values()) {
            if (stream == Stream.COMPUTE) {
                continue;
            }
            Beside most = of(0, stream);
            for (int rank = 1; rank < timeline.graph().ranks(); rank++) {
                Beside other = of(rank, stream);
                int byExposed = other.exposed().compareTo(most.exposed());
                boolean more = byExposed > 0 || byExposed == 0 && other.busy().compareTo(most.busy()) > 0;
                most = more ? other : most;
            }
            if (most.busy().value() > 0) {
                all.add(most);
            }
        }
        return all;
    }

    private Beside of(int rank, Stream stream) {
        double busy = lanes.busySeconds(rank, stream);
        double hidden = 0;
        int compute = 0;
        for (int i = 0; i < lanes.size(rank, stream); i++) {
            int task = lanes.task(rank, stream, i);
            double start = timeline.start(task);
            double end = timeline.end(task);
            while (compute < lanes.size(rank, Stream.COMPUTE) && computeEnd(rank, compute) <= start) {
                compute++;
            }
            // The one that reaches beyond this task may also lie beside the next.
            for (int c = compute; c < lanes.size(rank, Stream.COMPUTE) && computeStart(rank, c) < end; c++) {
                hidden += Math.min(end, computeEnd(rank, c)) - Math.max(start, computeStart(rank, c));
            }
        }
        return new Beside(stream, rank, new Seconds(busy), new Seconds(Math.max(0, busy - hidden)));
    }

    /** How long each rank does nothing, in a step whose tasks take so long. */
    List<Idle> idle(Seconds tasks) {
        double whole = tasks.value();
        List<Idle> idle = new ArrayList<>();
        for (int rank = 0; rank < timeline.graph().ranks(); rank++) {
            double compute = lanes.busySeconds(rank, Stream.COMPUTE);
            idle.add(new Idle(rank, rest(compute, whole), rest(anySeconds(rank), whole)));
        }
        return idle;
    }

    private static double rest(double busy, double whole) {
        return whole == 0 ? 0 : Math.max(0, 1 - busy / whole);
    }

    /** Seconds in which any stream of a rank works. */
    private double anySeconds(int rank) {
        double sum = 0;
        double until = 0;
        for (int task : byStart(rank)) {
            double from = Math.max(until, timeline.start(task));
            until = Math.max(from, timeline.end(task));
            sum += until - from;
        }
        return sum;
    }

    private int[] byStart(int rank) {
        return Arrays.stream(Stream.values())
                .flatMapToInt(
                        stream -> IntStream.range(0, lanes.size(rank, stream)).map(i -> lanes.task(rank, stream, i)))
                .boxed()
                .sorted(Comparator.comparingDouble(timeline::start))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private double computeStart(int rank, int index) {
        return timeline.start(lanes.task(rank, Stream.COMPUTE, index));
    }

    private double computeEnd(int rank, int index) {
        return timeline.end(lanes.task(rank, Stream.COMPUTE, index));
    }
}
