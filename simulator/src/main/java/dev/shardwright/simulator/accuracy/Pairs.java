package dev.shardwright.simulator.accuracy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Errors between two layouts of one job: the difference of their residuals, for pairs whose predictions are near enough
 * to be confused.
 */
final class Pairs {
    /** Largest difference of the predictions (natural logarithm) of a pair that counts. */
    private static final double NEAR = Math.log(1.1);

    private Pairs() {}

    static double[] differences(List<Residual> residuals) {
        Map<String, List<Residual>> groups = new LinkedHashMap<>();
        residuals.forEach(r ->
                groups.computeIfAbsent(r.run().group(), g -> new ArrayList<>()).add(r));
        List<Double> differences = new ArrayList<>();
        for (List<Residual> group : groups.values()) {
            for (int i = 0; i < group.size(); i++) {
                for (int j = i + 1; j < group.size(); j++) {
                    if (Math.abs(Math.log(predicted(group.get(i)) / predicted(group.get(j)))) < NEAR) {
                        differences.add(group.get(i).log() - group.get(j).log());
                    }
                }
            }
        }
        return differences.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double predicted(Residual residual) {
        return residual.run().predicted().iteration().value();
    }
}
