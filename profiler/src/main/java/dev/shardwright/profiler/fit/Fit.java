package dev.shardwright.profiler.fit;

import dev.shardwright.profiler.bench.Sample;
import java.util.List;
import java.util.Optional;

/** What the samples of a device say in general: sustained rates, the roof, and a curve for each class of kernels. */
public record Fit(Sustained sustained, Optional<Roof> roof, List<EfficiencyCurve> curves) {
    public Fit {
        curves = List.copyOf(curves);
    }

    /**
     * Fits curves against a known roof (a datasheet's), or against the run's own sustained rates where none is known;
     * without either there are no curves.
     */
    public static Fit of(List<Sample> samples, Optional<Roof> known) {
        Sustained sustained = Sustained.of(samples);
        Optional<Roof> roof = known.or(() -> Roof.of(sustained));
        return new Fit(
                sustained, roof, roof.map(r -> CurveFit.curves(samples, r)).orElse(List.of()));
    }
}
