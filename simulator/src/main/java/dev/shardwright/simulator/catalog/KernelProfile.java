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

    public KernelProfile {
        curves = List.copyOf(curves);
    }

    /** Reads the curves of a kernel profile; other parts of it are left alone. Throws InvalidInputException. */
    public static KernelProfile read(Path file) {
        return new KernelFile(JsonFields.read(file)).read();
    }

    /**
     * The curves as a device's kernel speeds; where there are several of one kind, the first counts.
     *
     * @param sustainedOverBurst what is left of burst speed in a long run
     */
    public KernelCurves curves(double sustainedOverBurst) {
        Map<NumberFormat, GemmCurve> gemm = new EnumMap<>(NumberFormat.class);
        List<AttentionCurve> forward = new ArrayList<>();
        List<AttentionCurve> backward = new ArrayList<>();
        Map<String, Surface> streaming = new LinkedHashMap<>();
        Map<Collective, CollectiveCurve> collectives = new EnumMap<>(Collective.class);
        for (KernelCurve curve : curves) {
            if (curve instanceof KernelCurve.Gemm product) {
                gemm.putIfAbsent(product.format(), product.curve());
            } else if (curve instanceof KernelCurve.Attention attention) {
                addIfAbsent(attention.pass() == KernelCurve.Pass.FORWARD ? forward : backward, attention.curve());
            } else if (curve instanceof KernelCurve.Streaming stream) {
                streaming.putIfAbsent(stream.kind(), stream.surface());
            } else if (curve instanceof KernelCurve.Exchange exchange) {
                collectives.putIfAbsent(exchange.collective(), exchange.curve());
            }
        }
        return new KernelCurves(
                load == Load.BURST ? sustainedOverBurst : 1,
                gemm,
                new KernelCurves.Attention(forward, backward),
                streaming,
                link.map(rate -> new KernelCurves.Collectives(rate, collectives))
                        .orElse(KernelCurves.Collectives.NONE));
    }

    private static void addIfAbsent(List<AttentionCurve> curves, AttentionCurve added) {
        if (curves.stream().noneMatch(curve -> curve.width() == added.width())) {
            curves.add(added);
        }
    }
}
