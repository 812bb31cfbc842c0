package dev.shardwright.simulator.trace.drawing;

import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.trace.Lanes;
import dev.shardwright.simulator.trace.drawing.Chart.Row;
import dev.shardwright.simulator.trace.drawing.Chart.Span;
import java.util.ArrayList;
import java.util.List;

/** A played step: the compute stream of each rank, and below it in narrow lanes the streams beside it. */
public final class TimelineChart {
    private final Timeline timeline;
    private final TaskGraph graph;
    private final Lanes lanes;

    private TimelineChart(Timeline timeline) {
        this.timeline = timeline;
        this.graph = timeline.graph();
        this.lanes = Lanes.of(graph);
    }

    public static Chart of(String title, String remark, Timeline timeline) {
        return new TimelineChart(timeline).chart(title, remark);
    }

    private Chart chart(String title, String remark) {
        List<Stream> beside = beside();
        List<Row> rows = new ArrayList<>();
        for (int rank = 0; rank < graph.ranks(); rank++) {
            int own = rank;
            rows.add(new Row(
                    "rank " + rank,
                    spans(rank, Stream.COMPUTE),
                    beside.stream().map(stream -> spans(own, stream)).toList()));
        }
        double until = timeline.makespan().value();
        return new Chart(title, remark, rows, until, TimeAxis.seconds(until));
    }

    /** Streams other than compute that have work on any rank. */
    private List<Stream> beside() {
        List<Stream> used = new ArrayList<>();
        for (Stream stream : Stream.values()) {
            int tasks = 0;
            for (int rank = 0; rank < graph.ranks(); rank++) {
                tasks += stream == Stream.COMPUTE ? 0 : lanes.size(rank, stream);
            }
            if (tasks > 0) {
                used.add(stream);
            }
        }
        return used;
    }

    private List<Span> spans(int rank, Stream stream) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < lanes.size(rank, stream); i++) {
            int task = lanes.task(rank, stream, i);
            int microBatch = graph.microBatch(task);
            spans.add(Span.of(
                    timeline.start(task),
                    timeline.end(task),
                    Ink.of(graph.work(task).category()),
                    microBatch < 0 ? "" : Integer.toString(microBatch)));
        }
        return spans;
    }
}
