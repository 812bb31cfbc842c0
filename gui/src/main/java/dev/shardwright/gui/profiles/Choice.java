package dev.shardwright.gui.profiles;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is looked at.
 *
 * @param first name of a device, empty before any is known
 * @param second a device beside it; empty for none
 * @param operator as {@link DeviceCurves#operator} calls it
 * @param kernel as {@link DeviceCurves#kernel} calls it; that of the simulator where a device has no such kernel
 * @param extents fixed values by the name of their axis, as far as they were chosen
 */
record Choice(String first, String second, String operator, String kernel, Map<String, Double> extents) {
    static final Choice NONE = new Choice("", "", "", "", Map.of());

    /** Extents of common layers. */
    private static final double WIDTH = 4096;

    private static final double HEADS = 64;
    private static final double RANKS = 8;

    Choice {
        extents = Map.copyOf(extents);
    }

    Choice withFirst(String device) {
        return new Choice(device, second.equals(device) ? "" : second, operator, kernel, extents);
    }

    Choice withSecond(String device) {
        return new Choice(first, device.equals(first) ? "" : device, operator, kernel, extents);
    }

    Choice withOperator(String name) {
        return new Choice(first, second, name, "", extents);
    }

    Choice withKernel(String name) {
        return new Choice(first, second, operator, name, extents);
    }

    Choice withExtent(String axis, double value) {
        Map<String, Double> next = new HashMap<>(extents);
        next.put(axis, value);
        return new Choice(first, second, operator, kernel, next);
    }

    /** The value of an axis that is nearest to the chosen one; else, of those with samples, the nearest to a usual one. */
    double extent(OperatorCurve.Extent extent) {
        Double chosen = extents.get(extent.name());
        return chosen != null ? nearest(chosen, extent.all()) : nearest(usual(extent.name()), extent.preferred());
    }

    private static double nearest(double wanted, List<Double> values) {
        double best = values.get(0);
        for (double value : values) {
            if (Math.abs(Math.log(value / wanted)) < Math.abs(Math.log(best / wanted))) {
                best = value;
            }
        }
        return best;
    }

    private static double usual(String axis) {
        return switch (axis) {
            case "n", "k" -> WIDTH;
            case "heads" -> HEADS;
            case "ranks" -> RANKS;
            default -> 1;
        };
    }
}
