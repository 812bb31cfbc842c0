package dev.shardwright.simulator.cost;

import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Device;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.HostWork;
import dev.shardwright.simulator.operator.Operator;
import dev.shardwright.simulator.operator.Streaming;
import dev.shardwright.simulator.operator.Timing;
import dev.shardwright.simulator.operator.Timing.Bound;
import dev.shardwright.simulator.stack.AttentionKernel;
import dev.shardwright.simulator.stack.Kernels;
import dev.shardwright.simulator.stack.LaunchGraph;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Kernel times of one accelerator under one software stack: the larger of compute and memory time, plus the idle gap
 * that each kernel leaves on the device.
 */
public final class DeviceModel implements Device {
    private final Accelerator accelerator;
    private final Kernels kernels;
    private final Precision.Scaling scaling;
    private final double gapSeconds;
    private final double hostSeconds;
    private final Set<LaunchGraph> graphs;
    private final double hostWaits;
    private final double bytesPerSecond;
    private final Map<NumberFormat, GemmTimes> gemms = new EnumMap<>(NumberFormat.class);
    private final AttentionTimes attentions;
    private final StreamRates streams;

    /** @param scaling where the scales of 8- and 4-bit operands come from */
    public DeviceModel(Accelerator accelerator, SoftwareStack stack, Precision.Scaling scaling) {
        this.accelerator = accelerator;
        this.scaling = scaling;
        this.kernels = stack.kernels();
        this.gapSeconds = stack.execution().dispatch().deviceGap().value();
        this.hostSeconds = stack.execution().dispatch().hostPerKernel().value();
        this.graphs = stack.execution().dispatch().graphs();
        this.hostWaits = stack.execution().experts().hostWaits();
        this.bytesPerSecond = accelerator.memory().bandwidth().value()
                * accelerator.efficiency().memory()
                * kernels.speed().memoryBound();
        accelerator.peak().keySet().forEach(format -> gemms.put(format, products(format)));
        this.attentions = attentions();
        this.streams = new StreamRates(accelerator.curves().streaming());
    }

    private GemmTimes products(NumberFormat format) {
        double peak = accelerator.peak(format).value();
        return accelerator
                .curves()
                .gemm(format)
                .<GemmTimes>map(curve -> new MeasuredGemm(
                        curve,
                        new MeasuredGemm.Roof(
                                peak, accelerator.memory().bandwidth().value()),
                        accelerator.multiprocessors(),
                        new MeasuredGemm.Pace(
                                speed(format), accelerator.curves().sustained())))
                .orElseGet(() -> new TileGemm(
                        peak * sustained(format) * speed(format),
                        accelerator.multiprocessors(),
                        format,
                        bytesPerSecond));
    }

    /** This software's share of the library's speed. */
    private double speed(NumberFormat format) {
        boolean low = format == NumberFormat.FP8 || format == NumberFormat.FP4;
        return low
                ? kernels.speed().lowPrecisionGemm() * scaling.relativeRate()
                : kernels.speed().gemm();
    }

    private double sustained(NumberFormat format) {
        return switch (format) {
            case FP8 -> accelerator.efficiency().eightBitGemm();
            case FP4 -> accelerator.efficiency().fourBitGemm();
            default -> accelerator.efficiency().gemm();
        };
    }

    /** Curves show the newest kernel generation that runs on the device; older ones are slower by the papers' ratios. */
    private AttentionTimes attentions() {
        String architecture = accelerator.architecture();
        double relative = AttentionRates.relative(kernels.attention(), architecture)
                * kernels.speed().attention();
        return accelerator.curves().attention().forward().isEmpty()
                ? new FlashAttention(accelerator, relative)
                : new MeasuredAttention(
                        accelerator, relative / AttentionRates.relative(AttentionKernel.FLASH3, architecture));
    }

    @Override
    public Timing gemm(Gemm gemm) {
        GemmTimes times = gemms.get(gemm.format());
        if (times == null) {
            throw new IllegalArgumentException(accelerator.name() + " has no " + gemm.format() + " matrix units");
        }
        return vectorUnits(gemm)
                ? slower(gemm.flops().value() / vectorRate(), gemm)
                : timing(times.seconds(gemm), gemm, times.bound(gemm));
    }

    /** Batched products of 16 bit whose rows are not aligned, as heads of odd width, miss the matrix units. */
    private static boolean vectorUnits(Gemm gemm) {
        boolean wide = gemm.format() == NumberFormat.BF16 || gemm.format() == NumberFormat.FP16;
        return wide && gemm.shape().count() > 1 && !gemm.aligned();
    }

    private double vectorRate() {
        return accelerator.peak(NumberFormat.FP32).value()
                * accelerator.efficiency().gemm()
                * kernels.speed().gemm();
    }

    @Override
    public Timing attention(AttentionCore core) {
        return slower(attentions.seconds(core), core);
    }

    @Override
    public Timing streaming(Streaming streaming) {
        OptionalDouble rate = streams.bytesPerSecond(streaming);
        return rate.isPresent()
                ? timing(streaming.bytes().value() / rate.getAsDouble(), streaming, Bound.MEMORY)
                : slower(0, streaming);
    }

    private Timing slower(double compute, Operator operator) {
        double memory = operator.bytes().value() / bytesPerSecond;
        return timing(Math.max(compute, memory), operator, compute >= memory ? Bound.COMPUTE : Bound.MEMORY);
    }

    private Timing timing(double busy, Operator operator, Bound bound) {
        return new Timing(new Seconds(busy + operator.kernels() * gapSeconds), bound);
    }

    /** Device time of operators run one after another, but not less than the host needs to launch them. */
    public double seconds(List<Operator> operators) {
        double device = 0;
        double launches = 0;
        boolean waits = false;
        for (Operator operator : operators) {
            device += operator.on(this).time().value();
            launches += operator.launches() * LaunchGraph.left(graphs, operator.name());
            waits |= operator instanceof HostWork;
        }
        double host = launches * hostSeconds;
        return Math.max(device, host) + (waits ? hostWaits * Math.min(device, host) : 0);
    }

    /** Time to stream the given bytes through device memory. */
    public Seconds stream(Bytes bytes) {
        return new Seconds(bytes.value() / bytesPerSecond);
    }
}
