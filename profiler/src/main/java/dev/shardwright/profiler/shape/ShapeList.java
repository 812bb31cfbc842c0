package dev.shardwright.profiler.shape;

import dev.shardwright.profiler.kernel.Kernel;
import java.util.List;

/** Kernels to measure in a fixed order, and remarks on what was asked for but cannot be measured. */
public record ShapeList(List<Kernel> kernels, List<String> remarks) {
    public ShapeList {
        kernels = List.copyOf(kernels);
        remarks = List.copyOf(remarks);
    }
}
