package dev.shardwright.simulator.cost;

import dev.shardwright.simulator.hardware.GemmCurve;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.Timing.Bound;

/**
 * Seconds of a matrix product from the device's measured curve: time at the datasheet roof over the share of it that a
 * product of this shape reached. Products launched together fill the device as one product of all their rows does, each with
 * its rows rounded up to a tile; docs/model/gemm.md.
 */
public record MeasuredGemm(GemmCurve curve, Roof roof, int multiprocessors, Pace pace) implements GemmTimes {
    /** Rows of the smallest tile of the vendor libraries. */
    private static final long TILE_ROWS = 64;

    /** Datasheet FLOP/s and bytes per second. */
    public record Roof(double flopsPerSecond, double bytesPerSecond) {
        public double seconds(double flops, double bytes) {
            return Math.max(flops / flopsPerSecond, bytes / bytesPerSecond);
        }
    }

    /**
     * What is left of the curve's speed.
     *
     * @param relative this software's speed relative to the kernels that were measured
     * @param sustained share of the speed of arithmetic in a long run; memory keeps its own, so of a product that waits for
     *     memory less is lost, by the ratio of its arithmetic's time to its memory's
     */
    public record Pace(double relative, double sustained) {
        /** As it was measured. */
        public static final Pace MEASURED = new Pace(1, 1);

        private double speed(double arithmetic, double memory) {
            double share = Math.min(1, arithmetic / memory);
            return relative * (sustained == 1 ? 1 : Math.pow(sustained, share));
        }
    }

    @Override
    public double seconds(Gemm gemm) {
        Gemm.Shape shape = gemm.shape();
        double rows = rows(shape);
        double arithmetic = 2 * rows * shape.n() * shape.k() / roof.flopsPerSecond;
        double memory = gemm.bytes().value() / roof.bytesPerSecond;
        double fraction = curve.fraction(rows, shape.n(), shape.k(), multiprocessors);
        return Math.max(arithmetic, memory) / (fraction * pace.speed(arithmetic, memory));
    }

    private static double rows(Gemm.Shape shape) {
        if (shape.count() == 1) {
            return shape.m();
        }
        return (double) shape.count() * ((shape.m() + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS);
    }

    @Override
    public Bound bound(Gemm gemm) {
        boolean compute =
                gemm.flops().value() / roof.flopsPerSecond >= gemm.bytes().value() / roof.bytesPerSecond;
        return compute ? Bound.COMPUTE : Bound.MEMORY;
    }
}
