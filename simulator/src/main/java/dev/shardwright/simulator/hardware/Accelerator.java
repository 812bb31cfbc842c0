package dev.shardwright.simulator.hardware;

import dev.shardwright.simulator.unit.FlopsPerSecond;
import java.util.EnumMap;
import java.util.Map;

/**
 * One accelerator: dense peak per operand format (no structured sparsity), memory, number of multiprocessors (SMs or
 * compute units) that tiles are dealt out to, sustained efficiencies, and measured kernel speeds, which go before
 * those; docs/model/hardware.md.
 */
public record Accelerator(
        String name,
        String architecture,
        Map<NumberFormat, FlopsPerSecond> peak,
        DeviceMemory memory,
        int multiprocessors,
        Efficiency efficiency,
        KernelCurves curves) {
    /** A device whose kernels nobody has measured. */
    public Accelerator(
            String name,
            String architecture,
            Map<NumberFormat, FlopsPerSecond> peak,
            DeviceMemory memory,
            int multiprocessors,
            Efficiency efficiency) {
        this(name, architecture, peak, memory, multiprocessors, efficiency, KernelCurves.NONE);
    }

    public Accelerator {
        if (multiprocessors <= 0 || peak.isEmpty()) {
            throw new IllegalArgumentException(name + ": needs multiprocessors and at least one peak rate");
        }
        peak = Map.copyOf(new EnumMap<>(peak));
    }

    /** The same device with measured kernel speeds. */
    public Accelerator withCurves(KernelCurves measured) {
        return new Accelerator(name, architecture, peak, memory, multiprocessors, efficiency, measured);
    }

    /** The same device with other memory. */
    public Accelerator with(DeviceMemory other) {
        return new Accelerator(name, architecture, peak, other, multiprocessors, efficiency, curves);
    }

    public boolean supports(NumberFormat format) {
        return peak.containsKey(format);
    }

    /** Dense peak in the given format; throws IllegalArgumentException when the device lacks it. */
    public FlopsPerSecond peak(NumberFormat format) {
        FlopsPerSecond rate = peak.get(format);
        if (rate == null) {
            throw new IllegalArgumentException(name + " has no " + format + " matrix units");
        }
        return rate;
    }
}
