package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.bench.Spread;
import dev.shardwright.profiler.view.CurveFigures;
import dev.shardwright.profiler.view.DeviceView;
import dev.shardwright.profiler.view.TimingFigures;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.timing.TimedKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The samples of a kernel profile: time, spread, rate and share of the roof, and how far from the curve. Times outside of
 * Tukey's fences (1.5 interquartile ranges beyond the quartiles) count as outliers and are marked.
 */
record SampleText(DeviceView view) {
    private static final String UNKNOWN = "-";
    private static final double FENCE = 1.5;

    List<String> lines() {
        TextTable table = new TextTable(
                List.of(
                        "operator",
                        "shape",
                        "format",
                        "time",
                        "IQR",
                        "n",
                        "outliers",
                        "rate",
                        "of the roof",
                        "off curve"),
                3);
        view.samples().forEach(sample -> table.add(row(sample)));
        return table.lines();
    }

    private List<String> row(TimedKernel sample) {
        KernelTiming timing = sample.timing();
        TimingFigures figures = TimingFigures.of(timing);
        Spread spread = Spread.of(sample.times());
        long outliers = outliers(sample, spread);
        List<String> row = new ArrayList<>(List.of(figures.operator(), figures.shape(), figures.format()));
        row.add(timing.time().toString());
        row.add(spread.count() > 1 ? percent(OptionalDouble.of(spread.relativeRange()), "%.1f %%") : UNKNOWN);
        row.add(Integer.toString(spread.count()));
        row.add(outliers == 0 ? "" : outliers + " *");
        row.add(figures.rate(timing));
        row.add(percent(figures.fraction(timing, view.device()), "%.1f %%"));
        row.add(percent(CurveFigures.deviation(view, timing), "%+.1f %%"));
        return row;
    }

    private static long outliers(TimedKernel sample, Spread spread) {
        double lower = spread.lowerQuartile().value();
        double upper = spread.upperQuartile().value();
        double reach = FENCE * (upper - lower);
        return sample.times().stream()
                .filter(time -> time.value() < lower - reach || time.value() > upper + reach)
                .count();
    }

    private static String percent(OptionalDouble fraction, String form) {
        return fraction.isPresent() ? String.format(Locale.ROOT, form, 100 * fraction.getAsDouble()) : UNKNOWN;
    }
}
