package dev.shardwright.simulator.cost;

import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.operator.AttentionCore;

/**
 * Seconds of attention on a device whose kernels nobody has measured: a fraction of peak at long sequences, less for short
 * sequences, narrow heads and partly filled waves; docs/model/attention.md.
 *
 * @param relativeSpeed this software's kernel relative to FlashAttention 2
 */
record FlashAttention(Accelerator accelerator, double relativeSpeed) implements AttentionTimes {
    /** Query rows that one block of a flash attention kernel owns (Dao 2023, section 3.3). */
    private static final int BLOCK = 128;

    /** Sequence length at which flash attention reaches half its asymptotic rate. */
    private static final double HALF_LENGTH = 350;

    /** Narrow heads leave part of the matrix units' depth unused. */
    static final int NARROW_HEAD = 64;

    @Override
    public double seconds(AttentionCore core) {
        AttentionCore.Extent extent = core.extent();
        double width = (extent.queryKeyWidth() + extent.valueWidth()) / 2.0;
        double narrow = width <= NARROW_HEAD ? AttentionRates.narrow(accelerator.architecture()) : 1;
        double length = extent.averageKeys() * 2;
        double ramp = length / (length + HALF_LENGTH);
        double rate = accelerator.peak(core.format()).value()
                * fraction(core.pass())
                * relativeSpeed
                * narrow
                * ramp
                * fill(extent);
        return core.flops().value() / rate;
    }

    private double fraction(AttentionCore.Pass pass) {
        return pass == AttentionCore.Pass.FORWARD
                ? accelerator.efficiency().attentionForward()
                : accelerator.efficiency().attentionBackward();
    }

    /** Filled share of the waves of attention blocks. */
    private double fill(AttentionCore.Extent extent) {
        double blocks = (double) extent.heads() * Math.ceil(extent.queries() / (double) BLOCK);
        double waves = blocks / accelerator.multiprocessors();
        return waves / Math.ceil(waves);
    }
}
