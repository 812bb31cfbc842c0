package dev.shardwright.gui.accuracy;

import dev.shardwright.gui.control.LogAxis;
import dev.shardwright.simulator.validation.RunScore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Where runs lie in a picture: measured step time to the right, predicted upwards, both logarithmic and over one range, so
 * that a right prediction lies on the diagonal.
 *
 * @param x measured seconds, from the left edge
 * @param y predicted seconds, from the lower edge
 */
record ScatterSheet(List<RunScore.Scored> runs, LogAxis x, LogAxis y) {
    private static final double MARGIN = 1.25;
    private static final double REACH = 9;

    static ScatterSheet of(List<RunScore.Scored> runs, double width, double height) {
        double low = times(runs).min().orElse(0.1) / MARGIN;
        double high = times(runs).max().orElse(100) * MARGIN;
        return new ScatterSheet(rareLast(runs), new LogAxis(low, high, width), new LogAxis(low, high, height));
    }

    /** Those of stacks with few runs are drawn last, so that those of stacks with many do not cover them. */
    private static List<RunScore.Scored> rareLast(List<RunScore.Scored> runs) {
        Map<String, Long> counts =
                runs.stream().collect(Collectors.groupingBy(run -> run.subject().stack(), Collectors.counting()));
        return runs.stream()
                .sorted(Comparator.comparing((RunScore.Scored run) ->
                                counts.get(run.subject().stack()))
                        .reversed())
                .toList();
    }

    private static DoubleStream times(List<RunScore.Scored> runs) {
        return runs.stream().flatMapToDouble(run -> DoubleStream.of(measured(run), predicted(run)));
    }

    static double measured(RunScore.Scored run) {
        return run.measured().iteration().orElseThrow().value();
    }

    static double predicted(RunScore.Scored run) {
        return run.predicted().iteration().value();
    }

    double left(RunScore.Scored run) {
        return x.position(measured(run));
    }

    /** From the upper edge. */
    double top(RunScore.Scored run) {
        return y.pixels() - y.position(predicted(run));
    }

    /** The run nearest to a place, within a few pixels. */
    Optional<RunScore.Scored> at(double left, double top) {
        RunScore.Scored best = null;
        double nearest = REACH;
        for (RunScore.Scored run : runs) {
            double distance = Math.hypot(left(run) - left, top(run) - top);
            if (distance < nearest) {
                nearest = distance;
                best = run;
            }
        }
        return Optional.ofNullable(best);
    }
}
