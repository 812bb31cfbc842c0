package dev.shardwright.gui.timeline;

import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.timeline.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a slice is: its operator, where and when it runs, its FLOPs and bytes, and where its formula stands. */
record SliceNote(String headline, String detail) {
    static final SliceNote NONE = new SliceNote(
            "Point at a slice to see its operator, FLOPs, bytes and formula",
            "Ctrl+wheel or W and S zoom, drag or A and D pan, F shows the whole step");

    private static final double TERA = 1e12;
    private static final double GIGA = 1e9;
    private static final double MEBI = 1 << 20;

    static SliceNote of(StepLanes step, Lane lane, int slice) {
        Slices slices = lane.slices();
        double seconds = slices.end(slice) - slices.start(slice);
        String when = ReportFigure.seconds(seconds) + " from " + ReportFigure.seconds(slices.start(slice));
        String where = lane.main() ? lane.label() : "stage " + lane.rank() + ", " + lane.label();
        int task = slices.task(slice);
        if (task == Slices.NO_TASK) {
            return waiting(slices.kind(slice), where, when);
        }
        Timeline timeline = step.step().timeline();
        TaskGraph graph = timeline.graph();
        Work work = graph.work(task);
        String batch = graph.microBatch(task) < 0 ? "" : ", micro-batch " + graph.microBatch(task);
        String critical = slices.critical(slice) ? ", on the critical path" : "";
        return new SliceNote(work.name() + " · " + where + batch + " · " + when + critical, detail(work, seconds));
    }

    private static SliceNote waiting(int kind, String where, String when) {
        return kind == SliceKind.EXPOSED
                ? new SliceNote(
                        "exposed communication · " + where + " · " + when,
                        "Nothing is computed while a stream below is busy: overlap or a faster link would help.")
                : new SliceNote(
                        "bubble · " + where + " · " + when,
                        "The stage waits for other stages: more micro-batches, or another schedule, make it shorter.");
    }

    private static String detail(Work work, double seconds) {
        List<String> parts = new ArrayList<>();
        parts.add(work.category().label());
        double flops = work.amount().flops().value();
        if (flops > 0) {
            parts.add(text("%.3g TFLOP at %.0f TFLOP/s", flops / TERA, flops / seconds / TERA));
        }
        double bytes = work.amount().bytes().value();
        if (bytes > 0) {
            parts.add(text("%,.1f MiB at %,.0f GB/s", bytes / MEBI, bytes / seconds / GIGA));
        }
        if (!work.page().isEmpty()) {
            parts.add("formula: docs/model/" + work.page() + ".md");
        }
        return String.join(" · ", parts);
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
