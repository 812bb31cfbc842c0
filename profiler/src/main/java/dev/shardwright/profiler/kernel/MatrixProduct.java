package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** {@code count} products C[m, n] = A[m, k] B[k, n]. */
public record MatrixProduct(long m, long n, long k, long count) implements Operation {
    /** Backward: the gradients of A and of B are a product each, of the forward one's size. */
    private static final double BOTH = 3;

    public MatrixProduct {
        if (m < 1 || n < 1 || k < 1 || count < 1) {
            throw new IllegalArgumentException("matrix extents must be positive: " + m + " x " + n + " x " + k);
        }
    }

    public static MatrixProduct of(Gemm.Shape shape) {
        return new MatrixProduct(shape.m(), shape.n(), shape.k(), shape.count());
    }

    static MatrixProduct of(List<Long> extents) {
        return new MatrixProduct(extents.get(0), extents.get(1), extents.get(2), extents.get(3));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.MATRIX_PRODUCT;
    }

    @Override
    public List<Long> extents() {
        return List.of(m, n, k, count);
    }

    @Override
    public Flops flops(Pass pass) {
        return new Flops((pass.forwardOnly() ? 1 : BOTH) * 2.0 * m * n * k * count);
    }

    @Override
    public double elements(Pass pass) {
        return (pass.forwardOnly() ? 1 : BOTH) * count * ((double) m * k + (double) k * n + (double) m * n);
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
