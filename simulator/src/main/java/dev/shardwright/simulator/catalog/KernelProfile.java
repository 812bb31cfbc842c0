package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.hardware.AttentionCurve;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.CollectiveCurve;
import dev.shardwright.simulator.hardware.GemmCurve;
import dev.shardwright.simulator.hardware.KernelCurves;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.unit.BytesPerSecond;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Measured curves of one device, as a file of profiles/kernels or one that the profiler wrote.
 *
 * @param device an accelerator's name, or the device's own
 * @param link the rate in one direction of a device's links inside the node where collectives were measured
 */
public record KernelProfile(
        String device, Load load, String source, Optional<BytesPerSecond> link, List<KernelCurve> curves) {
    /** The state of the device while it was measured. */
    public enum Load {
        /** Cool, one kernel after another for moments. */
        BURST,
        /** Under load until clocks and power had settled. */
        SUSTAINED
    }

    /** Jobs in 8 or 4 bit keep attention in 16. */
    private static final int TRAINING_ATTENTION_BYTES = 2;

    public KernelProfile {
        curves = List.copyOf(curves);
    }

    /** Reads the curves of a kernel profile; other parts of it are left alone. Throws InvalidInputException. */
    public static KernelProfile read(Path file) {
        return new KernelFile(JsonFields.read(file)).read();
    }

    /**
     * The curves as a device's kernel speeds; where there are several of one kind, the first counts, and of attention those of
     * the first one's kernel.
     *
     * @param sustainedOverTimed what a long run keeps of the speed of kernels that were timed on a cool device
     */
    public KernelCurves curves(double sustainedOverTimed) {
        Map<NumberFormat, GemmCurve> gemm = new EnumMap<>(NumberFormat.class);
        List<KernelCurve.Attention> forward = new ArrayList<>();
        List<KernelCurve.Attention> backward = new ArrayList<>();
        Map<String, Surface> streaming = new LinkedHashMap<>();
        Map<Collective, CollectiveCurve> collectives = new EnumMap<>(Collective.class);
        for (KernelCurve curve : curves) {
            if (curve instanceof KernelCurve.Gemm product) {
                gemm.putIfAbsent(product.format(), product.curve());
            } else if (curve instanceof KernelCurve.Attention attention) {
                if (attention.format().bytesPerElement() < TRAINING_ATTENTION_BYTES) {
                    continue;
                }
                List<KernelCurve.Attention> pass = attention.pass() == KernelCurve.Pass.FORWARD ? forward : backward;
                if (pass.isEmpty()
                        || pass.get(0).kernel().name().equals(attention.kernel().name())) {
                    pass.add(attention);
                }
            } else if (curve instanceof KernelCurve.Streaming stream) {
                streaming.putIfAbsent(stream.kind(), stream.surface());
            } else if (curve instanceof KernelCurve.Exchange exchange) {
                collectives.putIfAbsent(exchange.collective(), exchange.curve());
            }
        }
        return new KernelCurves(
                load == Load.BURST ? sustainedOverTimed : 1,
                gemm,
                new KernelCurves.Attention(widths(forward), widths(backward)),
                streaming,
                link.map(rate -> new KernelCurves.Collectives(rate, collectives))
                        .orElse(KernelCurves.Collectives.NONE));
    }

    /** The first curve of every width. */
    private static List<AttentionCurve> widths(List<KernelCurve.Attention> curves) {
        Map<Integer, AttentionCurve> widths = new TreeMap<>();
        curves.forEach(one -> widths.putIfAbsent(one.curve().width(), one.curve()));
        return List.copyOf(widths.values());
    }
}
