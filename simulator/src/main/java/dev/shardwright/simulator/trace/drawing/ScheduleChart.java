package dev.shardwright.simulator.trace.drawing;

import dev.shardwright.simulator.schedule.PassOrder;
import dev.shardwright.simulator.schedule.PassTimes;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.PipelineSchedule.Ending;
import dev.shardwright.simulator.schedule.Placement;
import dev.shardwright.simulator.trace.drawing.Chart.Height;
import dev.shardwright.simulator.trace.drawing.Chart.Row;
import dev.shardwright.simulator.trace.drawing.Chart.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The passes of a pipeline schedule as papers draw them: the later a rank's stage in the model, the lighter. */
public final class ScheduleChart {
    private static final double LIGHTEST = 0.55;

    private final PassOrder order;
    private final PassPlay play;
    private final int perRank;

    private ScheduleChart(PassOrder order, PassTimes times) {
        this.order = order;
        this.perRank = order.stages() / order.ranks();
        this.play = new PassPlay(order, times.perStage(perRank));
    }

    /** All micro-batches of a step, with passes of the given times. */
    public static Chart of(PipelineSchedule schedule, int ranks, int microBatches, PassTimes times) {
        PassOrder order = schedule.order(ranks, microBatches, times);
        return new ScheduleChart(order, times).chart(schedule.name(), schedule.ending(), times);
    }

    /**
     * An order of one's own, at whose end all ranks wait for each other.
     *
     * @param times of a rank, over all stages that it holds
     */
    public static Chart of(String name, PassOrder order, PassTimes times) {
        return new ScheduleChart(order, times).chart(name, Ending.TOGETHER, times);
    }

    private Chart chart(String name, Ending ending, PassTimes times) {
        List<Row> rows = new ArrayList<>();
        for (int rank = 0; rank < order.ranks(); rank++) {
            rows.add(new Row("rank " + rank, spans(rank), List.of()));
        }
        String title = name + ": " + order.ranks() + " ranks" + (perRank > 1 ? " of " + perRank + " stages, " : ", ")
                + order.microBatches() + " micro-batches";
        double busy = times.total() * order.microBatches();
        return new Chart(
                title, length(ending, busy) + shades(), rows, play.makespan(), TimeAxis.relative("time (units)"));
    }

    /** How long a step is and how much of it a rank idles. */
    private String length(Ending ending, double busy) {
        double step = switch (ending) {
            case TOGETHER -> play.makespan();
            case STAGGERED -> play.longestRank();
            case NEVER -> busy;
        };
        String when = switch (ending) {
            case TOGETHER -> "";
            case STAGGERED -> " from a rank's first pass to its last";
            case NEVER -> ", and then the next step begins";
        };
        return number(step) + " time units" + when + ", of which a rank works " + number(busy)
                + String.format(Locale.ROOT, " (idle %.1f %%)", 100 * (1 - busy / step));
    }

    private String shades() {
        if (order.placement() == Placement.BOTH_WAYS) {
            return "; lighter: micro-batches from the last rank to the first";
        }
        return perRank > 1 ? "; lighter: later stages of the model" : "";
    }

    private List<Span> spans(int rank) {
        List<Span> spans = new ArrayList<>();
        Height height = Height.WHOLE;
        for (int index = 0; index < order.passes(rank); index++) {
            boolean second = height == Height.UPPER;
            height = second ? Height.LOWER : order.joinsNext(rank, index) ? Height.UPPER : Height.WHOLE;
            Ink ink = Ink.of(order.kind(rank, index));
            int microBatch = order.microBatch(rank, index);
            spans.add(new Span(
                    play.start(rank, index),
                    play.end(rank, index),
                    ink,
                    ink.colour().mixed(Colour.WHITE, lightness(rank, index)),
                    Integer.toString(microBatch),
                    height));
        }
        return spans;
    }

    private double lightness(int rank, int index) {
        if (order.placement() == Placement.BOTH_WAYS) {
            return order.stage(rank, index) == rank ? 0 : LIGHTEST;
        }
        int local = order.stage(rank, index) / order.ranks();
        return perRank == 1 ? 0 : LIGHTEST * local / (perRank - 1);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
    }
}
