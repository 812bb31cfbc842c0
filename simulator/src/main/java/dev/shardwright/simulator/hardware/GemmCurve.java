package dev.shardwright.simulator.hardware;

import java.util.List;

/**
 * Measured speed of matrix products C[m, n] = A[m, k] B[k, n]: the share of the roof (datasheet; Williams et al. 2009) that
 * a product reaches, as a surface over m, n and k for products that fill their waves, and what unfilled waves cost;
 * docs/model/gemm.md.
 */
public record GemmCurve(Surface fraction, List<Wave> waves) {
    /**
     * Output tiles of {@code rows} x {@code columns} that multiprocessors take in waves. The time grows with the
     * {@code exponent}-th power of the places in all waves over the tiles that the product would need if cut freely.
     */
    public record Wave(int rows, int columns, double exponent) {
        public Wave {
            if (rows < 1 || columns < 1 || !(exponent >= 0) || Double.isInfinite(exponent)) {
                throw new IllegalArgumentException("a wave needs a tile and an exponent of at least 0");
            }
        }

        /** Logarithm of places in all waves over tiles needed; 0 when every wave is full. */
        public double logPadding(double m, double n, int multiprocessors) {
            double tiles = Math.ceil(m / rows) * Math.ceil(n / columns);
            double waves = Math.ceil(tiles / multiprocessors);
            return Math.log(waves * multiprocessors * rows * columns / (m * n));
        }
    }

    private static final int ROWS = 0;
    private static final int COLUMNS = 1;

    public GemmCurve {
        waves = List.copyOf(waves);
    }

    /**
     * Share of the roof that a product of this shape reaches on so many multiprocessors. Below the least extents that were
     * measured theirs holds, what unfilled waves cost included: a narrower product is never slower.
     */
    public double fraction(double m, double n, double k, int multiprocessors) {
        double rows = atLeastMeasured(ROWS, m);
        double columns = atLeastMeasured(COLUMNS, n);
        double log = 0;
        for (int i = 0; i < waves.size(); i++) {
            Wave wave = waves.get(i);
            log += wave.exponent * wave.logPadding(rows, columns, multiprocessors);
        }
        return fraction.at(m, n, k) * Math.exp(-log);
    }

    private double atLeastMeasured(int axis, double extent) {
        return Math.max(extent, fraction.axes().get(axis).nodes().get(0));
    }
}
