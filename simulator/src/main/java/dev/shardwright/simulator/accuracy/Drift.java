package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.report.Situation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How far errors move when a job grows: per stack and size (GPUs, sequence, parameters) the slope of the residuals per
 * doubling, least squares; over all of them the root mean square.
 */
final class Drift {
    private static final int FEWEST = 10;

    /** Narrower ranges say nothing of a slope. */
    private static final double LEAST_DOUBLINGS = 2;

    private static final List<ToLongFunction<Situation>> SIZES =
            List.of(Situation::devices, Situation::sequence, Situation::parameters);

    private Drift() {}

    static double perDoubling(Collection<List<Residual>> stacks) {
        List<Double> slopes = new ArrayList<>();
        for (List<Residual> residuals : stacks) {
            for (ToLongFunction<Situation> size : SIZES) {
                addSlope(residuals, size, slopes);
            }
        }
        return Math.sqrt(slopes.stream().mapToDouble(s -> s * s).average().orElse(0));
    }

    private static void addSlope(List<Residual> residuals, ToLongFunction<Situation> size, List<Double> slopes) {
        double[] x = residuals.stream()
                .mapToDouble(r -> Math.log(size.applyAsLong(r.run().subject().situation())) / Math.log(2))
                .toArray();
        double[] y = Residual.logs(residuals);
        double range = max(x) + max(Arrays.stream(x).map(v -> -v).toArray());
        if (x.length >= FEWEST && range >= LEAST_DOUBLINGS) {
            slopes.add(slope(x, y));
        }
    }

    private static double max(double... values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private static double slope(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int i = 0; i < x.length; i++) {
            above += (x[i] - meanX) * (y[i] - meanY);
            below += (x[i] - meanX) * (x[i] - meanX);
        }
        return above / below;
    }
}
