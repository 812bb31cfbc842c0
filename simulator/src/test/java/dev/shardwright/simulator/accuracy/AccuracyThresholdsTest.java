package dev.shardwright.simulator.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.TestJobs;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * No figure of docs/accuracy may get worse than its threshold. The thresholds are what this project promises, a little
 * above what it reaches; they are tightened when predictions get better and never widened.
 */
final class AccuracyThresholdsTest {
    private static final Map<String, Slice> FILES = ShippedRuns.SLICES.byFile();
    private static final Map<String, Slice> STACKS = ShippedRuns.SLICES.byStack();

    /** @param limit in per cent */
    @ParameterizedTest(name = "{0} {1}: {2} {3} %")
    @CsvFileSource(resources = "accuracy-thresholds.csv", numLinesToSkip = 1)
    void holds(String scope, String name, String key, double limit) {
        Slice slice = slice(scope, name);
        assertThat(slice).as("%s '%s' has scored rows", scope, name).isNotNull();
        Measure measure = Measure.parse(key);
        double today = 100 * measure.value(slice);
        assertThat(measure.count(slice)).as("rows behind it").isPositive();
        assertThat(measure.meets(today, limit))
                .as("%.2f %% is %s %.1f %%", today, measure.bound(), limit)
                .isTrue();
    }

    private static Slice slice(String scope, String name) {
        return switch (scope) {
            case "file" -> FILES.get(name);
            case "stack" -> STACKS.get(name);
            case "target" ->
                Target.all(TestJobs.profiles()).stream()
                        .filter(target -> target.name().equals(name))
                        .findFirst()
                        .map(ShippedRuns.SLICES::of)
                        .orElse(null);
            default -> throw new IllegalArgumentException("'" + scope + "' is not file, stack or target");
        };
    }
}
