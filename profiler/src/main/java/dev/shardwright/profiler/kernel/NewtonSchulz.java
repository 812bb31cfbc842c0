package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.operator.Orthogonalization;
import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/**
 * The matrix iteration that makes Muon's update orthogonal: five rounds of A = X X^T, X = a X + (b A + c A A) X (Jordan
 * et al. 2024). The optimizer transposes tall matrices first, so there are never more rows than columns.
 */
public record NewtonSchulz(long rows, long columns) implements Operation {
    public static final int ROUNDS = Orthogonalization.ROUNDS;

    /** X read by two products, A by one and twice by another, their results written; elementwise sums left out. */
    private static final double OF_MATRIX = 3;

    private static final double OF_SQUARE = 4;

    public NewtonSchulz {
        if (rows < 1 || columns < rows) {
            throw new IllegalArgumentException(
                    "rows (" + rows + ") must be positive and not exceed columns (" + columns + ")");
        }
    }

    static NewtonSchulz of(List<Long> extents) {
        return new NewtonSchulz(extents.get(0), extents.get(1));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.NEWTON_SCHULZ;
    }

    @Override
    public List<Long> extents() {
        return List.of(rows, columns);
    }

    @Override
    public Flops flops(Pass pass) {
        return new Orthogonalization("newton_schulz", rows, columns, 1).flops();
    }

    @Override
    public double elements(Pass pass) {
        double square = (double) rows * rows;
        return ROUNDS * (OF_MATRIX * rows * columns + OF_SQUARE * square);
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
