package dev.shardwright.profiler.fit;

import dev.shardwright.profiler.kernel.Family;
import dev.shardwright.profiler.kernel.Pass;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Seconds;
import java.util.OptionalDouble;

/**
 * Fraction of the roof that kernels of one class reach, by size. A kernel's size is the time that the roof allows it,
 * which weighs FLOPs and bytes by its arithmetic intensity: {@code efficiency = ceiling * size / (size + halfSize)}.
 */
public record EfficiencyCurve(Scope scope, double ceiling, Seconds halfSize, Quality quality) {
    /** The kernels that a curve is about. */
    public record Scope(Family family, NumberFormat format, Pass pass) {}

    /**
     * How well it fits: root mean square of the relative errors, samples and different shapes behind it, and the mean
     * absolute relative error for a shape that was left out of the fit (empty with fewer than three shapes).
     */
    public record Quality(double spread, int samples, int shapes, OptionalDouble leaveShapeOut) {}

    public EfficiencyCurve {
        if (!(ceiling > 0) || Double.isInfinite(ceiling)) {
            throw new IllegalArgumentException("the ceiling of an efficiency must be finite and positive: " + ceiling);
        }
    }

    /** Fraction of the roof that a kernel reaches whose time at the roof is {@code size}. */
    public double efficiency(Seconds size) {
        return size.value() == 0 ? 0 : ceiling * size.value() / (size.value() + halfSize.value());
    }

    /** Time of a kernel whose time at the roof is {@code size}. */
    public Seconds time(Seconds size) {
        return new Seconds((size.value() + halfSize.value()) / ceiling);
    }
}
