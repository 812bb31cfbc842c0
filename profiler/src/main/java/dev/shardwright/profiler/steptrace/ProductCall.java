package dev.shardwright.profiler.steptrace;

import dev.shardwright.simulator.operator.Gemm;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which arguments of an operator are the operands of its matrix product. */
record ProductCall(int first, int second) {
    private static final Map<String, ProductCall> CALLS = Map.of(
            "aten::mm", new ProductCall(0, 1),
            "aten::bmm", new ProductCall(0, 1),
            "aten::matmul", new ProductCall(0, 1),
            "aten::_scaled_mm", new ProductCall(0, 1),
            "aten::addmm", new ProductCall(1, 2),
            "aten::_addmm_activation", new ProductCall(1, 2),
            "aten::baddbmm", new ProductCall(1, 2));

    static Optional<ProductCall> of(Signature signature) {
        return Optional.ofNullable(CALLS.get(signature.name()));
    }

    /** Empty where the trace holds no shapes or the operands do not fit. */
    Optional<Gemm.Shape> shape(Signature signature) {
        List<Long> a = signature.dimensions(first);
        List<Long> b = signature.dimensions(second);
        int rank = a.size();
        if (rank != b.size() || rank < 2 || rank > 3 || a.stream().anyMatch(extent -> extent < 1)) {
            return Optional.empty();
        }
        long count = rank == 3 ? a.get(0) : 1;
        long m = a.get(rank - 2);
        long k = a.get(rank - 1);
        long n = b.get(rank - 1);
        boolean fits = b.get(rank - 2) == k && n >= 1 && (rank == 2 || b.get(0) == count);
        return fits ? Optional.of(new Gemm.Shape(m, n, k, count)) : Optional.empty();
    }
}
