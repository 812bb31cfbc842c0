package dev.shardwright.simulator.calibration.fabric;

import dev.shardwright.simulator.hardware.Cluster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How far predictions are from one test's times: the median of |predicted / measured - 1|, before and after the fit. */
public record FabricError(String test, int sizes, OptionalDouble before, OptionalDouble large, OptionalDouble small) {
    /** One row per collective and set of ranks, in order of appearance; {@code before} is over large messages. */
    public static List<FabricError> of(FabricFit fit) {
        Map<String, List<CollectiveSample>> tests = new LinkedHashMap<>();
        fit.samples()
                .forEach(sample -> tests.computeIfAbsent(
                                CollectiveNames.word(sample.collective()) + ", " + sample.ranks(),
                                test -> new ArrayList<>())
                        .add(sample));
        List<FabricError> errors = new ArrayList<>();
        tests.forEach((test, samples) -> {
            List<CollectiveSample> large =
                    samples.stream().filter(FabricError::isLarge).toList();
            List<CollectiveSample> small =
                    samples.stream().filter(s -> !isLarge(s)).toList();
            errors.add(new FabricError(
                    test,
                    samples.size(),
                    median(fit.base(), large),
                    median(fit.fitted(), large),
                    median(fit.fitted(), small)));
        });
        return errors;
    }

    /** Whether a message is of the size that training sends. */
    private static boolean isLarge(CollectiveSample sample) {
        return sample.buffer().value() >= FabricFit.LARGE_BYTES;
    }

    private static OptionalDouble median(Cluster cluster, List<CollectiveSample> samples) {
        double[] errors = Arrays.stream(FabricModel.logRatios(cluster, samples))
                .map(ratio -> Math.abs(Math.exp(ratio) - 1))
                .sorted()
                .toArray();
        return errors.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(errors[errors.length / 2]);
    }
}
