package dev.shardwright.simulator.reportfile;

import dev.shardwright.simulator.unit.Seconds;
import dev.shardwright.simulator.whatif.Goodput;
import dev.shardwright.simulator.whatif.TrainingRun;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The figures of a training run: key in files, name in tables, value, and how the value is written for people. */
public enum TrainingRunFigure {
    TOKENS("tokens", "tokens", TrainingRun::tokens, TrainingRunFigure::large),
    STEPS("steps", "steps", TrainingRun::steps, value -> write("%,.0f", value)),
    STEP("step_s", "step time", run -> run.step().value(), ReportFigure::seconds),
    BETWEEN_FAILURES(
            "mtbf_s",
            "mean time between failures",
            run -> ofGoodput(run, goodput -> goodput.reliability().betweenFailures()),
            TrainingRunFigure::duration),
    FAILURES("failures", "failures", TrainingRun::failures, value -> write(value < 10 ? "%.1f" : "%,.0f", value)),
    CHECKPOINT(
            "checkpoint_s",
            "writing a checkpoint",
            run -> ofGoodput(run, goodput -> goodput.reliability().checkpoint()),
            TrainingRunFigure::duration),
    INTERVAL(
            "checkpoint_interval_s",
            "time between checkpoints",
            run -> ofGoodput(run, Goodput::interval),
            TrainingRunFigure::duration),
    RESTART(
            "restart_s",
            "restart",
            run -> ofGoodput(run, goodput -> goodput.reliability().restart()),
            TrainingRunFigure::duration),
    GOODPUT("goodput", "goodput", TrainingRun::usefulShare, ReportFigure::percent),
    DAYS("days", "wall time", run -> run.wall().value() / TrainingRunFigure.DAY, TrainingRunFigure::days),
    DEVICE_HOURS("gpu_hours", "GPU hours", TrainingRun::deviceHours, value -> write("%,.0f", value)),
    DOLLARS("dollars", "cost", TrainingRun::dollars, value -> write("$%,.0f", value));

    private static final double DAY = 86_400;
    private static final double HOUR = 3600;
    private static final double MINUTE = 60;

    private final String key;
    private final String label;
    private final ToDoubleFunction<TrainingRun> figure;
    private final DoubleFunction<String> format;

    TrainingRunFigure(String key, String label, ToDoubleFunction<TrainingRun> figure, DoubleFunction<String> format) {
        this.key = key;
        this.label = label;
        this.figure = figure;
        this.format = format;
    }

    private static double ofGoodput(TrainingRun run, Function<Goodput, Seconds> time) {
        return run.goodput().map(time).map(Seconds::value).orElse(0.0);
    }

    /** The key in machine-readable files; its unit is its last word. */
    public String key() {
        return key;
    }

    /** The name in tables. */
    public String label() {
        return label;
    }

    /** The value in the unit of the key; goodput is a fraction. What is not stated is 0. */
    public double value(TrainingRun run) {
        return figure.applyAsDouble(run);
    }

    /** The value with its unit, rounded for reading. */
    public String text(TrainingRun run) {
        return format.apply(value(run));
    }

    static String days(double days) {
        return write(days < 100 ? "%.1f days" : "%,.0f days", days);
    }

    private static String duration(double seconds) {
        if (seconds < MINUTE) {
            return ReportFigure.seconds(seconds);
        }
        if (seconds < HOUR) {
            return write("%.1f min", seconds / MINUTE);
        }
        return seconds < 2 * DAY ? write("%.1f h", seconds / HOUR) : days(seconds / DAY);
    }

    private static String large(double tokens) {
        return tokens < 1e12 ? shortest(tokens / 1e9) + " B" : shortest(tokens / 1e12) + " T";
    }

    /** Four significant digits, without zeros at the end. */
    private static String shortest(double value) {
        return new BigDecimal(value, new MathContext(4)).stripTrailingZeros().toPlainString();
    }

    private static String write(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
