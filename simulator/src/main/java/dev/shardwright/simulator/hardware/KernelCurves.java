package dev.shardwright.simulator.hardware;

import dev.shardwright.simulator.unit.BytesPerSecond;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measured kernel speeds of a device, which stand in for the built-in models of what they cover.
 *
 * @param sustained what is left of the curves' speed of products and attention in a long run: 1 for curves that were
 *     measured on a device under sustained load
 * @param gemm by operand format; 16-bit formats share their matrix units
 * @param attention of the newest kernel generation that runs on the device
 * @param streaming bytes per second over bytes, by kind of kernel ("norm", "norm.backward", ...)
 * @param collectives inside a node
 */
public record KernelCurves(
        double sustained,
        Map<NumberFormat, GemmCurve> gemm,
        Attention attention,
        Map<String, Surface> streaming,
        Collectives collectives) {
    /** Forward and backward curves, by head width. Without backward curves that pass follows the forward one. */
    public record Attention(List<AttentionCurve> forward, List<AttentionCurve> backward) {
        public static final Attention NONE = new Attention(List.of(), List.of());

        public Attention {
            forward = byWidth(forward);
            backward = byWidth(backward);
        }

        private static List<AttentionCurve> byWidth(List<AttentionCurve> curves) {
            List<AttentionCurve> sorted = new ArrayList<>(curves);
            sorted.sort(Comparator.comparingInt(AttentionCurve::width));
            return List.copyOf(sorted);
        }

        /**
         * Share of the roof that heads of such a width reach: between the measured widths by logarithms, outside them that of
         * the nearest. Throws IllegalArgumentException without curves.
         */
        public static double fraction(
                List<AttentionCurve> curves, double width, double heads, double length, double group) {
            if (curves.isEmpty()) {
                throw new IllegalArgumentException("no attention was measured");
            }
            int above = 0;
            while (above < curves.size() - 1 && curves.get(above).width() < width) {
                above++;
            }
            AttentionCurve wide = curves.get(above);
            double high = wide.fraction().at(heads, length, group);
            if (above == 0 || width >= wide.width()) {
                return high;
            }
            AttentionCurve narrow = curves.get(above - 1);
            double low = narrow.fraction().at(heads, length, group);
            double share = Math.log(width / narrow.width()) / Math.log((double) wide.width() / narrow.width());
            return low * Math.pow(high / low, share);
        }
    }

    /**
     * Collectives of devices joined by a link of {@code perDevice} in one direction; they say nothing about faster or
     * slower links.
     */
    public record Collectives(BytesPerSecond perDevice, Map<Collective, CollectiveCurve> curves) {
        public static final Collectives NONE = new Collectives(new BytesPerSecond(1), Map.of());

        public Collectives {
            curves = curves.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(curves));
        }

        /** The curve of a collective over that many ranks on such a link, if it was measured. */
        public Optional<CollectiveCurve> curve(Collective collective, Link link, int ranks) {
            boolean same = link.perDevice().equals(perDevice) && link.kind() != Link.Kind.NETWORK;
            return Optional.ofNullable(same ? curves.get(collective) : null).filter(curve -> curve.covers(ranks));
        }
    }

    /** Nothing was measured. */
    public static final KernelCurves NONE = new KernelCurves(1, Map.of(), Attention.NONE, Map.of(), Collectives.NONE);

    public KernelCurves {
        if (!(sustained > 0 && sustained <= 1)) {
            throw new IllegalArgumentException("the sustained share of speed must lie in (0, 1]: " + sustained);
        }
        gemm = gemm.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(gemm));
        streaming = Map.copyOf(streaming);
    }

    /** The same without collectives, which the links' own figures then answer. */
    public KernelCurves withoutCollectives() {
        return new KernelCurves(sustained, gemm, attention, streaming, Collectives.NONE);
    }

    /** The curve of a format; FP16 and BF16 stand in for each other. */
    public Optional<GemmCurve> gemm(NumberFormat format) {
        GemmCurve own = gemm.get(format);
        if (own != null) {
            return Optional.of(own);
        }
        return switch (format) {
            case FP16 -> Optional.ofNullable(gemm.get(NumberFormat.BF16));
            case BF16 -> Optional.ofNullable(gemm.get(NumberFormat.FP16));
            default -> Optional.empty();
        };
    }
}
