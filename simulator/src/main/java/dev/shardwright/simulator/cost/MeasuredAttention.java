package dev.shardwright.simulator.cost;

import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.AttentionCurve;
import dev.shardwright.simulator.hardware.KernelCurves;
import dev.shardwright.simulator.operator.AttentionCore;
import java.util.List;

/**
 * Seconds of attention from the device's measured curves: time at the datasheet roof over the share of it that was reached
 * with so many heads, keys and heads per key-value head. Heads of 64 where only wider ones were measured are slower by the
 * built-in model's ratio. A pass that was not measured is as much slower as the device's
 * backward efficiency is below its forward one; docs/model/attention.md.
 *
 * @param relativeSpeed this software's kernel relative to the one that was measured
 */
public record MeasuredAttention(Accelerator accelerator, double relativeSpeed) implements AttentionTimes {
    @Override
    public double seconds(AttentionCore core) {
        double atRoof = Math.max(
                core.flops().value() / accelerator.peak(core.format()).value(),
                core.bytes().value() / accelerator.memory().bandwidth().value());
        return atRoof / (fraction(core) * relativeSpeed * accelerator.curves().sustained());
    }

    private double fraction(AttentionCore core) {
        KernelCurves.Attention curves = accelerator.curves().attention();
        boolean backward = core.pass() == AttentionCore.Pass.BACKWARD;
        if (backward && curves.backward().isEmpty()) {
            double relative = accelerator.efficiency().attentionBackward()
                    / accelerator.efficiency().attentionForward();
            return relative * fraction(curves.forward(), core.extent());
        }
        return fraction(backward ? curves.backward() : curves.forward(), core.extent());
    }

    /** A causal mask over so many keys on average has a sequence of twice as many; fewer queries count as fewer heads. */
    private double fraction(List<AttentionCurve> curves, AttentionCore.Extent extent) {
        double width = (extent.queryKeyWidth() + extent.valueWidth()) / 2.0;
        double length = extent.averageKeys() * 2;
        double heads = Math.max(1, extent.heads() * extent.queries() / length);
        double group = extent.heads() / (double) extent.keyValueHeads();
        boolean narrower = width <= FlashAttention.NARROW_HEAD && curves.get(0).width() > FlashAttention.NARROW_HEAD;
        return KernelCurves.Attention.fraction(curves, width, heads, length, group)
                * (narrower ? AttentionRates.narrow(accelerator.architecture()) : 1);
    }
}
