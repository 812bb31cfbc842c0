package dev.shardwright.simulator.trace.drawing;

import dev.shardwright.simulator.timeline.Lanes;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.trace.drawing.Chart.Row;
import dev.shardwright.simulator.trace.drawing.Chart.Span;
import java.util.ArrayList;
import java.util.List;

/** A played step: the compute stream of each rank, and below it in narrow lanes the streams beside it. */
public final class TimelineChart {
    /** Half a pixel: a stream all of whose tasks take a smaller share of the step would not be seen, and has no lane. */
    private static final double LEAST_SHOWN = 5e-4;

    private final Timeline timeline;
    private final TaskGraph graph;
    private final Lanes lanes;
    private final WorkInks inks;

    private TimelineChart(Timeline timeline) {
        this.timeline = timeline;
        this.graph = timeline.graph();
        this.lanes = Lanes.of(graph);
        this.inks = WorkInks.of(graph);
    }

    public static Chart of(String title, String remark, Timeline timeline) {
        return new TimelineChart(timeline).chart(title, remark);
    }

    private Chart chart(String title, String remark) {
        double until = timeline.makespan().value();
        List<Stream> beside = beside(until * LEAST_SHOWN);
        List<Row> rows = new ArrayList<>();
        for (int rank = 0; rank < graph.ranks(); rank++) {
            int own = rank;
            rows.add(new Row(
                    "rank " + rank,
                    spans(rank, Stream.COMPUTE),
                    beside.stream().map(stream -> spans(own, stream)).toList()));
        }
        return new Chart(title, remark, rows, until, TimeAxis.seconds(until));
    }

    /** Streams other than compute with a task that takes longer than {@code seconds}. */
    private List<Stream> beside(double seconds) {
        List<Stream> used = new ArrayList<>();
        for (Stream stream : Stream.values()) {
            double most = 0;
            for (int rank = 0; rank < graph.ranks() && stream != Stream.COMPUTE; rank++) {
                most = Math.max(most, longest(rank, stream));
            }
            if (most > seconds) {
                used.add(stream);
            }
        }
        return used;
    }

    private double longest(int rank, Stream stream) {
        double longest = 0;
        for (int i = 0; i < lanes.size(rank, stream); i++) {
            longest = Math.max(longest, graph.seconds(lanes.task(rank, stream, i)));
        }
        return longest;
    }

    private List<Span> spans(int rank, Stream stream) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < lanes.size(rank, stream); i++) {
            int task = lanes.task(rank, stream, i);
            if (graph.seconds(task) > 0) {
                Ink ink = inks.of(graph.work(task));
                spans.add(Span.of(timeline.start(task), timeline.end(task), ink, label(task, ink)));
            }
        }
        return spans;
    }

    /** Passes bear the number of their micro-batch. */
    private String label(int task, Ink ink) {
        int microBatch = graph.microBatch(task);
        return microBatch >= 0 && ink.isPass() ? Integer.toString(microBatch) : "";
    }
}
