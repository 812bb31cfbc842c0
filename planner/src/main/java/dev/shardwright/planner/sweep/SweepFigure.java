package dev.shardwright.planner.sweep;

import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.ReportFigure;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** What is compared over a sweep: key in files, name in tables, value, and how the value is written for people. */
public enum SweepFigure {
    STEP(
            ReportFigure.ITERATION.key(),
            ReportFigure.ITERATION.label(),
            ReportFigure.ITERATION::value,
            ReportFigure::seconds),
    TOKENS("tokens_per_s", "tokens/s", SweepFigure::tokensPerSecond, SweepFigure::rounded),
    DOLLARS(
            "dollars_per_billion_tokens",
            "$ per billion tokens",
            r -> r.dollarsPerStep() / r.job().workload().tokens() * SweepFigure.BILLION,
            SweepFigure::rounded),
    GPU_HOURS(
            "gpu_hours_per_billion_tokens",
            "GPU-hours per billion tokens",
            r -> SweepFigure.BILLION
                    / tokensPerSecond(r)
                    / SweepFigure.HOUR
                    * r.job().cluster().devices(),
            SweepFigure::rounded);

    private static final double BILLION = 1e9;
    private static final double HOUR = 3600;

    private final String key;
    private final String label;
    private final ToDoubleFunction<Report> figure;
    private final DoubleFunction<String> format;

    SweepFigure(String key, String label, ToDoubleFunction<Report> figure, DoubleFunction<String> format) {
        this.key = key;
        this.label = label;
        this.figure = figure;
        this.format = format;
    }

    /** Those of jobs on a cluster: dollars where its price is known, GPU-hours where it is not. */
    public static List<SweepFigure> of(double dollarsPerDeviceHour) {
        return List.of(STEP, TOKENS, dollarsPerDeviceHour > 0 ? DOLLARS : GPU_HOURS);
    }

    /** The key in machine-readable files. */
    public String key() {
        return key;
    }

    /** The name in tables, with the unit where the text has none. */
    public String label() {
        return label;
    }

    public double value(Report report) {
        return figure.applyAsDouble(report);
    }

    /** A value of the figure, rounded for reading. */
    public String text(double value) {
        return format.apply(value);
    }

    public String text(Report report) {
        return text(value(report));
    }

    private static double tokensPerSecond(Report report) {
        return report.job().workload().tokens() / report.iteration().value();
    }

    /** Three digits at least. */
    private static String rounded(double value) {
        return String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%,.0f", value);
    }
}
