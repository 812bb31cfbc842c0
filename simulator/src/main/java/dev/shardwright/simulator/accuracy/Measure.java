package dev.shardwright.simulator.accuracy;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** What targets and thresholds are about: a share of 1, how many runs it rests on, and which way is better. */
public enum Measure {
    MAPE("mape", true, s -> s.summary().time().mean(), Measure::timed),
    MEDIAN("median", true, s -> s.summary().time().median(), Measure::timed),
    MEMORY_MAPE("memory-mape", true, s -> s.summary().memory().mean(), Measure::remembered),
    MEMORY_MEDIAN("memory-median", true, s -> s.summary().memory().median(), Measure::remembered),
    OOM_ACCURACY("oom-accuracy", false, s -> s.summary().outOfMemory().accuracy(), Measure::labelled),
    OOM_RECALL("oom-recall", false, s -> s.summary().outOfMemory().recall(), Measure::labelled),
    OOM_FALSE_ALARMS("oom-false-alarms", true, s -> s.summary().outOfMemory().falseAlarms(), Measure::labelled),
    BEST_KEPT("best-kept", false, s -> s.summary().ranking().bestKept(), Measure::grouped),
    PAIR_ORDER("pair-order", false, s -> s.summary().ranking().clearPairsInOrder(), Measure::grouped),
    COVERAGE("coverage", false, s -> s.time().inside(), s -> s.time().runs()),
    HALF_WIDTH("half-width", true, s -> s.time().halfWidth(), s -> s.time().runs()),
    MEMORY_COVERAGE(
            "memory-coverage", false, s -> s.memory().inside(), s -> s.memory().runs());

    private final String key;
    private final boolean smallerIsBetter;
    private final ToDoubleFunction<Slice> value;
    private final ToIntFunction<Slice> count;

    Measure(String key, boolean smallerIsBetter, ToDoubleFunction<Slice> value, ToIntFunction<Slice> count) {
        this.key = key;
        this.smallerIsBetter = smallerIsBetter;
        this.value = value;
        this.count = count;
    }

    public static Measure parse(String key) {
        return Arrays.stream(values())
                .filter(measure -> measure.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + key + "' is no measure of accuracy"));
    }

    public String key() {
        return key;
    }

    /** A share of 1. */
    public double value(Slice slice) {
        return value.applyAsDouble(slice);
    }

    /** How many runs, labels or groups it rests on. */
    public int count(Slice slice) {
        return count.applyAsInt(slice);
    }

    /** Whether a value meets a limit. */
    public boolean meets(double value, double limit) {
        return smallerIsBetter ? value <= limit : value >= limit;
    }

    /** In front of a limit in words. */
    public String bound() {
        return smallerIsBetter ? "at most" : "at least";
    }

    private static int timed(Slice slice) {
        return slice.summary().time().count();
    }

    private static int remembered(Slice slice) {
        return slice.summary().memory().count();
    }

    private static int labelled(Slice slice) {
        return slice.summary().outOfMemory().count();
    }

    private static int grouped(Slice slice) {
        return slice.summary().ranking().groups();
    }
}
