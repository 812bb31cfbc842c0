package dev.shardwright.simulator.job;

import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Number formats that a device must have for a recipe; each missing one becomes one problem. */
public final class NumericsRules {
    private NumericsRules() {}

    /** Empty when the device can run the recipe. Keys name the field of a job file. */
    public static List<Problem> check(Accelerator accelerator, Precision precision) {
        List<Problem> problems = new ArrayList<>();
        for (NumberFormat format : List.of(precision.operands(), precision.highPrecision())) {
            if (!accelerator.supports(format)) {
                problems.add(new Problem(
                        "precision = " + word(precision),
                        "needs " + word(format) + " matrix units, which " + accelerator.name() + " does not have.",
                        "It has " + formats(accelerator) + "."));
            }
        }
        return problems.stream().distinct().toList();
    }

    private static String formats(Accelerator accelerator) {
        return accelerator.peak().keySet().stream()
                .sorted()
                .map(NumericsRules::word)
                .collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
