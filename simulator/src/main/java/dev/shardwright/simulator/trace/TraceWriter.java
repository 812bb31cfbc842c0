package dev.shardwright.simulator.trace;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.shardwright.simulator.step.MemoryCurve;
import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.CriticalPath;
import dev.shardwright.simulator.timeline.Lanes;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.timeline.Work;
import dev.shardwright.simulator.trace.EventWriter.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.IdentityHashMap;

/**
 * Writes a step in the trace event format (docs/timeline.md), event by event: a process per pipeline rank with a thread
 * per stream and a counter of its memory, and one process with the critical path above them.
 */
public final class TraceWriter {
    /** Threads of different processes have different numbers: some viewers mix them up otherwise. */
    private static final int THREADS_PER_PROCESS = 100;

    private static final SerializableString MICRO_BATCH = new SerializedString("micro_batch");
    private static final SerializableString BYTES = new SerializedString("bytes");
    private static final SerializableString RANK = new SerializedString("rank");

    private final Trace trace;
    private final Timeline timeline;
    private final TaskGraph graph;
    private final Lanes lanes;
    private final CriticalPath critical;
    private final BitSet onCriticalPath = new BitSet();
    private final IdentityHashMap<Work, SliceText> texts = new IdentityHashMap<>();
    private final EventWriter events;

    private TraceWriter(Trace trace, EventWriter events) {
        this.trace = trace;
        this.timeline = trace.timeline();
        this.graph = timeline.graph();
        this.lanes = Lanes.of(graph);
        this.critical = CriticalPath.of(timeline);
        for (int task : critical.tasks()) {
            onCriticalPath.set(task);
        }
        this.events = events;
    }

    /** Writes and closes the stream. */
    public static void write(Trace trace, TraceFormat format, OutputStream file) throws IOException {
        try (OutputStream out = format.over(file);
                EventWriter events = new EventWriter(out, trace.title())) {
            new TraceWriter(trace, events).write();
        }
    }

    private void write() throws IOException {
        criticalPath();
        for (int rank = 0; rank < graph.ranks(); rank++) {
            events.name(new Place(process(rank), 0), "pipeline rank " + rank, rank + 1);
            for (Stream stream : Stream.values()) {
                if (lanes.size(rank, stream) > 0) {
                    thread(rank, stream);
                }
            }
        }
        for (MemoryCurve memory : trace.memory()) {
            memory(memory);
        }
    }

    private void thread(int rank, Stream stream) throws IOException {
        Place place = place(rank, stream);
        events.name(place, stream.label(), stream.ordinal());
        int size = lanes.size(rank, stream);
        for (int i = 0; i < size; i++) {
            task(place, lanes.task(rank, stream, i));
        }
    }

    private void task(Place place, int task) throws IOException {
        long from = nanoseconds(timeline.start(task));
        long until = nanoseconds(timeline.end(task));
        if (until == from) {
            return;
        }
        SliceText text = text(task);
        events.slice(place, from, until, text);
        microBatch(task);
        text.describe(events, until - from);
        if (onCriticalPath.get(task)) {
            events.mark(EventWriter.CRITICAL);
        }
        events.endWithArguments();
        arrow(place, task, from);
        inside(place, text, from, until);
    }

    /** An arrow from what a task last waited for, where that ran on another rank. */
    private void arrow(Place place, int task, long from) throws IOException {
        int cause = timeline.cause(task);
        if (cause < 0 || graph.rank(cause) == graph.rank(task)) {
            return;
        }
        long start = nanoseconds(timeline.start(cause));
        if (nanoseconds(timeline.end(cause)) > start) {
            events.arrow(place(graph.rank(cause), graph.stream(cause)), "s", start, task);
            events.arrow(place, "f", from, task);
        }
    }

    private void inside(Place place, SliceText text, long from, long until) throws IOException {
        long start = from;
        for (SliceText.Part part : text.inside()) {
            long end = Math.min(until, from + Math.round((until - from) * part.until()));
            if (end > start) {
                events.slice(place, start, end, part.text());
                part.text().describe(events, end - start);
                events.endWithArguments();
            }
            start = end;
        }
    }

    /** The tasks of the critical path one after the other, then what follows all tasks. */
    private void criticalPath() throws IOException {
        int process = graph.ranks() + 1;
        Place place = new Place(process, THREADS_PER_PROCESS * process + 1);
        events.name(new Place(process, 0), "critical path", 0);
        events.name(place, "what the step waits for", 0);
        int[] tasks = critical.tasks();
        long until = 0;
        for (int i = 0; i < tasks.length; i++) {
            double next = i + 1 < tasks.length ? timeline.start(tasks[i + 1]) : Double.POSITIVE_INFINITY;
            long from = Math.max(until, nanoseconds(timeline.start(tasks[i])));
            until = Math.max(from, nanoseconds(Math.min(next, timeline.end(tasks[i]))));
            if (until > from) {
                events.slice(place, from, until, text(tasks[i]));
                events.argument(RANK, graph.rank(tasks[i]));
                microBatch(tasks[i]);
                events.endWithArguments();
            }
        }
        long end = nanoseconds(timeline.makespan().value());
        long overhead = nanoseconds(trace.overhead().value());
        if (overhead > 0) {
            events.slice(place, end, end + overhead, SliceText.of("overhead of the step", Category.OVERHEAD));
            events.endWithArguments();
        }
    }

    private void microBatch(int task) throws IOException {
        if (graph.microBatch(task) >= 0) {
            events.argument(MICRO_BATCH, graph.microBatch(task));
        }
    }

    private void memory(MemoryCurve memory) throws IOException {
        for (MemoryCurve.Point point : memory.points()) {
            events.counter(process(memory.rank()), nanoseconds(point.from().value()), "memory");
            events.argument(BYTES, point.used().value());
            events.endWithArguments();
        }
    }

    private SliceText text(int task) {
        return texts.computeIfAbsent(graph.work(task), SliceText::of);
    }

    private static Place place(int rank, Stream stream) {
        return new Place(process(rank), THREADS_PER_PROCESS * process(rank) + stream.ordinal() + 1);
    }

    /** Process 0 means the operating system in some viewers. */
    private static int process(int rank) {
        return rank + 1;
    }

    private static long nanoseconds(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
