package dev.shardwright.simulator.calibration;

/**
 * A dial in one calibration: {@code place} is where it sits in a {@link Setup}, {@code base} the value of the file that is
 * calibrated, {@code centre} the value that is most likely before any run is seen.
 */
public record Setting(Dial dial, RecordPath place, double base, double centre) {
    /** How far the dial stands from the base value, on its scale, when it stands so many prior spreads from the centre. */
    double shift(double spreads) {
        Scale scale = dial.scale();
        return scale.free(centre) + spreads * dial.prior().spread() - scale.free(base);
    }

    /** The value so many prior spreads from the centre. */
    double value(double spreads) {
        return dial.scale()
                .value(dial.scale().free(centre) + spreads * dial.prior().spread());
    }

    /** Where a value stands, in prior spreads from the centre. */
    double spreads(double value) {
        return (dial.scale().free(value) - dial.scale().free(centre))
                / dial.prior().spread();
    }
}
