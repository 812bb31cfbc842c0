package dev.shardwright.simulator.reportfile;

import dev.shardwright.simulator.report.Report;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The headline figures of a report: key in files, name in tables, value, and how the value is written for people. */
public enum ReportFigure {
    ITERATION("iteration_s", "step time", r -> r.iteration().value(), ReportFigure::seconds),
    ITERATION_LOW(
            "iteration_low_s",
            "step time, low",
            r -> r.iteration().value() * r.interval().low(),
            ReportFigure::seconds),
    ITERATION_HIGH(
            "iteration_high_s",
            "step time, high",
            r -> r.iteration().value() * r.interval().high(),
            ReportFigure::seconds),
    TOKENS("tokens_per_s_per_gpu", "tokens/s/GPU", Report::tokensPerSecondPerDevice, ReportFigure::count),
    MFU("mfu", "MFU", Report::modelFlopsUtilisation, ReportFigure::percent),
    PEAK_MEMORY("peak_memory_gib", "peak memory", r -> r.memory().peak().inGibibytes(), ReportFigure::gibibytes),
    PEAK_MEMORY_LOW("peak_memory_low_gib", "peak memory, low", r -> r.peakLow().inGibibytes(), ReportFigure::gibibytes),
    PEAK_MEMORY_HIGH(
            "peak_memory_high_gib", "peak memory, high", r -> r.peakHigh().inGibibytes(), ReportFigure::gibibytes),
    MEMORY_LIMIT("memory_limit_gib", "memory limit", r -> r.memory().limit().inGibibytes(), ReportFigure::gibibytes),
    DOLLARS("dollars_per_step", "$/step", Report::dollarsPerStep, ReportFigure::dollars);

    private final String key;
    private final String label;
    private final ToDoubleFunction<Report> figure;
    private final DoubleFunction<String> format;

    ReportFigure(String key, String label, ToDoubleFunction<Report> figure, DoubleFunction<String> format) {
        this.key = key;
        this.label = label;
        this.figure = figure;
        this.format = format;
    }

    /** The key in machine-readable files; its unit is its last word. */
    public String key() {
        return key;
    }

    /** The name in tables. */
    public String label() {
        return label;
    }

    /** The value in the unit of the key; MFU is a fraction. */
    public double value(Report report) {
        return figure.applyAsDouble(report);
    }

    /** The value with its unit, rounded for reading. */
    public String text(Report report) {
        return format.apply(value(report));
    }

    /** Three significant digits, in seconds or milliseconds. */
    public static String seconds(double value) {
        if (value < 0.9995) {
            return write(value < 0.1 ? "%.1f ms" : "%.0f ms", value * 1e3);
        }
        return write(value < 9.995 ? "%.2f s" : value < 99.95 ? "%.1f s" : "%,.0f s", value);
    }

    public static String percent(double fraction) {
        return write("%.1f %%", 100 * fraction);
    }

    public static String gibibytes(double value) {
        return write(value < 1000 ? "%.1f GiB" : "%,.0f GiB", value);
    }

    private static String count(double value) {
        return write(value < 10 ? "%.2f" : "%,.0f", value);
    }

    private static String dollars(double value) {
        return write(value < 1 ? "%.4f" : "%,.2f", value);
    }

    /** Dollars with cents. */
    public static String cents(double dollars) {
        return write("%,.2f", dollars);
    }

    private static String write(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
