package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.validation.RunScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One run's error of one figure: {@code log} is the natural logarithm of measured over predicted. */
record Residual(RunScore.Scored run, double log) {
    static List<Residual> time(List<RunScore.Scored> runs) {
        return of(runs, RunScore.Scored::timeRatio);
    }

    static List<Residual> memory(List<RunScore.Scored> runs) {
        return of(runs, RunScore.Scored::memoryRatio);
    }

    private static List<Residual> of(
            List<RunScore.Scored> runs, Function<RunScore.Scored, Optional<Double>> predictedOverMeasured) {
        List<Residual> residuals = new ArrayList<>();
        for (RunScore.Scored run : runs) {
            predictedOverMeasured.apply(run).ifPresent(ratio -> residuals.add(new Residual(run, -Math.log(ratio))));
        }
        return residuals;
    }

    static double[] logs(List<Residual> residuals) {
        return residuals.stream().mapToDouble(Residual::log).toArray();
    }
}
