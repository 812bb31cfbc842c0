package dev.shardwright.simulator.runlog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.unit.Bytes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Gathers what a format finds while it goes through a log. */
final class RunNotes {
    private static final double MEBI = 1L << 20;

    private final LogText log;
    private final Statements stated = new Statements();
    private final List<Step> steps = new ArrayList<>();
    private final List<MemoryPeak> peaks = new ArrayList<>();
    private final Map<String, JsonNode> flags = new TreeMap<>();
    private final Set<String> remarks = new LinkedHashSet<>();

    RunNotes(LogText log) {
        this.log = log;
    }

    Statements stated() {
        return stated;
    }

    String at(LogLine line) {
        return log.at(line);
    }

    /** A step's figures; those that are not finite and positive (a clock that stood still) are left out. */
    void step(LogLine line, int number, Map<Reading, Double> readings) {
        Map<Reading, Double> usable = new EnumMap<>(Reading.class);
        readings.forEach((reading, value) -> {
            if (Double.isFinite(value) && value > 0) {
                usable.put(reading, value);
            }
        });
        if (!usable.isEmpty()) {
            steps.add(new Step(line.rank(), number, usable));
        }
    }

    /** A peak in MiB; {@code rank} as the line itself names it, else as the launcher does. */
    void peak(LogLine line, MemoryPeak.Counter counter, int rank, double mebibytes) {
        if (mebibytes > 0 && Double.isFinite(mebibytes)) {
            int process = rank == LogLine.NOT_SAID ? line.rank() : rank;
            peaks.add(new MemoryPeak(counter, process, Bytes.of(mebibytes * MEBI)));
        }
    }

    void remark(String text) {
        remarks.add(text);
    }

    void flags(Map<String, JsonNode> said) {
        flags.putAll(said);
    }

    RunLog done() {
        return new RunLog(stated, steps, peaks, flags, List.copyOf(remarks));
    }

    /** A figure of a log: grouping commas and a K, M, B or T for powers of a thousand are understood. */
    static double number(String text) {
        String digits = text.replace(",", "").replace("_", "").strip();
        if (digits.isEmpty()) {
            return Double.NaN;
        }
        int power = "KMBT".indexOf(digits.substring(digits.length() - 1).toUpperCase(Locale.ROOT)) + 1;
        try {
            double value = Double.parseDouble(power == 0 ? digits : digits.substring(0, digits.length() - 1));
            return value * Math.pow(1000, power);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The step's number in a figure such as "99" or "99.00". */
    static int stepNumber(String text) {
        double value = number(text);
        return Double.isNaN(value) ? 0 : (int) Math.max(0, Math.min(Integer.MAX_VALUE, value));
    }
}
