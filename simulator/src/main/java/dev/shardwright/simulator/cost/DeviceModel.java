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
import dev.shardwright.simulator.stack.Kernels;
import dev.shardwright.simulator.stack.LaunchGraph;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kernel times of one accelerator under one software stack: the larger of compute and memory time, plus the idle gap
 * that each kernel leaves on the device.
 */
public final class DeviceModel implements Device {
    /** Query rows that one block of a flash attention kernel owns (Dao 2023, section 3.3). */
    private static final int ATTENTION_BLOCK = 128;

    /** Sequence length at which flash attention reaches half its asymptotic rate. */
    private static final double ATTENTION_HALF_LENGTH = 350;

    /** Narrow heads leave part of the matrix units' depth unused. */
    private static final int NARROW_HEAD = 64;

    private final Accelerator accelerator;
    private final Kernels kernels;
    private final Precision.Scaling scaling;
    private final double gapSeconds;
    private final double hostSeconds;
    private final Set<LaunchGraph> graphs;
    private final double hostWaits;
    private final double bytesPerSecond;
    private final Map<NumberFormat, TileGemm> gemms = new EnumMap<>(NumberFormat.class);

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
        accelerator.peak().keySet().forEach(format -> gemms.put(format, tiles(format)));
    }

    private TileGemm tiles(NumberFormat format) {
        boolean low = format == NumberFormat.FP8 || format == NumberFormat.FP4;
        double sustained = sustained(format);
        double rate = accelerator.peak(format).value()
                * sustained
                * (low
                        ? kernels.speed().lowPrecisionGemm() * scaling.relativeRate()
                        : kernels.speed().gemm());
        return new TileGemm(rate, accelerator.multiprocessors(), format);
    }

    private double sustained(NumberFormat format) {
        return switch (format) {
            case FP8 -> accelerator.efficiency().eightBitGemm();
            case FP4 -> accelerator.efficiency().fourBitGemm();
            default -> accelerator.efficiency().gemm();
        };
    }

    @Override
    public Timing gemm(Gemm gemm) {
        TileGemm tiles = gemms.get(gemm.format());
        if (tiles == null) {
            throw new IllegalArgumentException(accelerator.name() + " has no " + gemm.format() + " matrix units");
        }
        return slower(vectorUnits(gemm) ? gemm.flops().value() / vectorRate() : tiles.seconds(gemm.shape()), gemm);
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
        boolean forward = core.pass() == AttentionCore.Pass.FORWARD;
        double fraction = forward
                ? accelerator.efficiency().attentionForward()
                : accelerator.efficiency().attentionBackward();
        double width = (core.extent().queryKeyWidth() + core.extent().valueWidth()) / 2.0;
        double narrow = width <= NARROW_HEAD ? AttentionRates.narrow(accelerator.architecture()) : 1;
        double length = core.extent().averageKeys() * 2;
        double ramp = length / (length + ATTENTION_HALF_LENGTH);
        double rate = accelerator.peak(core.format()).value()
                * fraction
                * AttentionRates.relative(kernels.attention(), accelerator.architecture())
                * kernels.speed().attention()
                * narrow
                * ramp
                * fill(core.extent());
        return slower(core.flops().value() / rate, core);
    }

    /** Filled share of the waves of attention blocks. */
    private double fill(AttentionCore.Extent extent) {
        double blocks = (double) extent.heads() * Math.ceil(extent.queries() / (double) ATTENTION_BLOCK);
        double waves = blocks / accelerator.multiprocessors();
        return waves / Math.ceil(waves);
    }

    @Override
    public Timing streaming(Streaming streaming) {
        return slower(0, streaming);
    }

    private Timing slower(double compute, Operator operator) {
        double memory = operator.bytes().value() / bytesPerSecond;
        double gaps = operator.kernels() * gapSeconds;
        return new Timing(
                new Seconds(Math.max(compute, memory) + gaps), compute >= memory ? Bound.COMPUTE : Bound.MEMORY);
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
