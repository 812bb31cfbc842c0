package dev.shardwright.gui.whatif;

import dev.shardwright.gui.control.LogAxis;
import dev.shardwright.planner.sweep.SweepFigure;
import dev.shardwright.planner.sweep.SweepPoint;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Where the curves lie: one panel for each figure, one above the other over one axis; all axes are logarithmic, so that
 * equal ratios look equal.
 *
 * @param x the values of the slider
 */
record WhatIfSheet(Curves curves, LogAxis x, List<Panel> panels) {
    /** Smaller differences than this ratio do not fill a panel. */
    private static final double LEAST_RANGE = 1.5;

    private static final double MARGIN = 1.12;
    private static final double WIDEN = 1.12;

    /** The curve of one figure; {@code y} runs upwards. */
    record Panel(SweepFigure figure, LogAxis y) {
        /** From the panel's upper edge. */
        double top(double value) {
            return y.pixels() - y.position(value);
        }
    }

    /** Empty while no point is known. */
    static Optional<WhatIfSheet> of(Curves curves, double width, double panelHeight) {
        List<Double> values = curves.dial().values();
        if (curves.points().isEmpty()) {
            return Optional.empty();
        }
        LogAxis x = new LogAxis(values.get(0) / WIDEN, values.get(values.size() - 1) * WIDEN, width);
        List<Panel> panels = new ArrayList<>();
        for (SweepFigure figure : curves.figures()) {
            range(curves, figure, panelHeight).ifPresent(y -> panels.add(new Panel(figure, y)));
        }
        return Optional.of(new WhatIfSheet(curves, x, panels));
    }

    private static Optional<LogAxis> range(Curves curves, SweepFigure figure, double pixels) {
        double[] all = Stream.concat(curves.points().stream(), curves.reference().stream())
                .map(SweepPoint::best)
                .flatMap(Optional::stream)
                .flatMapToDouble(
                        report -> DoubleStream.of(figure.value(report), low(figure, report), high(figure, report)))
                .toArray();
        if (all.length == 0) {
            return Optional.empty();
        }
        double low = DoubleStream.of(all).min().orElseThrow() / MARGIN;
        double high = DoubleStream.of(all).max().orElseThrow() * MARGIN;
        double lacking = Math.sqrt(Math.max(1, LEAST_RANGE / (high / low)));
        return Optional.of(new LogAxis(low / lacking, high * lacking, pixels));
    }

    /** The lower end of what is measured in nine cases of ten: tokens per second fall as the step time rises. */
    static double low(SweepFigure figure, Report report) {
        double value = figure.value(report);
        return figure == SweepFigure.TOKENS
                ? value / report.interval().high()
                : value * report.interval().low();
    }

    /** The upper end. */
    static double high(SweepFigure figure, Report report) {
        double value = figure.value(report);
        return figure == SweepFigure.TOKENS
                ? value / report.interval().low()
                : value * report.interval().high();
    }

    /** The border between two neighbouring points. */
    double between(SweepPoint left, SweepPoint right) {
        return (x.position(left.value()) + x.position(right.value())) / 2;
    }
}
