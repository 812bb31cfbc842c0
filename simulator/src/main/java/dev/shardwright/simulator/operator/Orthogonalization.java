package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Projection;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import java.util.ArrayList;
import java.util.List;

/**
 * Muon's work on one weight matrix: rounds of A = X X^T, B = b A + c A A, X = a X + B X (Jordan et al. 2024), on the
 * transposed matrix where it has more rows than columns. Formulas in docs/model/muon.md.
 */
public record Orthogonalization(String name, long rows, long columns, int copies) {
    public static final int ROUNDS = 5;

    /** Elementwise kernels outside the rounds: decay, momentum, norm, division, scale, update, and the 16-bit copy. */
    private static final int OTHER_KERNELS = 7;

    /**
     * 32-bit elements of the matrix that they read and write (2 + 3 + 1 + 2 + 2 + 3 + 1.5), less those of one fused pass
     * over gradient, moment and weights (6.5), which is counted for every optimizer.
     */
    private static final int OTHER_PASSES = 8;

    /**
     * All matrices of a layer but those of routed experts. Queries, keys and values are three, as Megatron-Core's default
     * has it; a gate and its up-projection are one.
     */
    public static List<Orthogonalization> dense(Layer layer, int hidden) {
        List<Orthogonalization> all = new ArrayList<>();
        layer.attention().matrices(hidden).forEach(map -> all.add(of(map)));
        if (layer.feedForward() instanceof MixtureOfExperts moe) {
            all.add(of(moe.router(hidden)));
            moe.sharedProjections(hidden).forEach(map -> all.add(of(map)));
        } else {
            layer.feedForward().projections(hidden).forEach(map -> all.add(of(map)));
        }
        return all;
    }

    /** Those of a layer's routed experts, all of them. */
    public static List<Orthogonalization> routed(Layer layer, int hidden) {
        return layer.feedForward() instanceof MixtureOfExperts moe
                ? moe.expertProjections(hidden).stream()
                        .map(Orthogonalization::of)
                        .toList()
                : List.of();
    }

    private static Orthogonalization of(Projection map) {
        int shorter = Math.min(map.inputs(), map.outputs());
        return new Orthogonalization(map.name(), shorter, Math.max(map.inputs(), map.outputs()), map.copies());
    }

    /** Of one copy: 2 r^2 c, 2 r^3 and 2 r^2 c each round. */
    public Flops flops() {
        double square = (double) rows * rows;
        return new Flops(ROUNDS * 2 * square * (2.0 * columns + rows));
    }

    private List<Operator> products(NumberFormat format) {
        List<Operator> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            all.add(product(rows, columns, format));
            all.add(product(rows, rows, format));
            all.add(new Gemm(name, new Gemm.Shape(rows, columns, rows, 1), Gemm.Role.ACTIVATION, format));
        }
        return all;
    }

    private Gemm product(long square, long inner, NumberFormat format) {
        return new Gemm(name, new Gemm.Shape(square, square, inner, 1), Gemm.Role.ACTIVATION, format);
    }

    /** All that happens to one copy. */
    public List<Operator> operators(NumberFormat format) {
        List<Operator> all = new ArrayList<>(products(format));
        Bytes moved = Bytes.of(OTHER_PASSES * NumberFormat.FP32.bytesPerElement() * rows * columns);
        all.add(new Streaming(name + ".update", moved, OTHER_KERNELS, Bytes.ZERO, 0));
        return all;
    }
}
