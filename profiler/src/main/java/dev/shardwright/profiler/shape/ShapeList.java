package dev.shardwright.profiler.shape;

import dev.shardwright.profiler.kernel.Kernel;
import java.util.Comparator;
import java.util.List;

/** Kernels to measure in a fixed order, and remarks on what was asked for but cannot be measured. */
public record ShapeList(List<Kernel> kernels, List<String> remarks) {
    /** FLOPs that a device does in the time of one byte, roughly: only the order of measuring hangs on it. */
    private static final double FLOPS_PER_BYTE = 50;

    public ShapeList {
        kernels = List.copyOf(kernels);
        remarks = List.copyOf(remarks);
    }

    /** In an order in which a short budget measures most of them. */
    static List<Kernel> cheapestFirst(List<Kernel> kernels) {
        return kernels.stream()
                .sorted(Comparator.comparingDouble(ShapeList::cost))
                .toList();
    }

    private static double cost(Kernel kernel) {
        return Math.max(kernel.flops().value(), FLOPS_PER_BYTE * kernel.bytes().value());
    }
}
