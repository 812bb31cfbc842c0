package dev.shardwright.simulator.cost;

import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.Timing.Bound;

/**
 * Seconds of a matrix product from its tiles: output tiles are dealt to multiprocessors in waves, a partly filled last
 * wave costs up to a whole one, and each tile pays a fixed prologue along k. The best of the usual tile sizes counts.
 * See docs/model/gemm.md.
 */
final class TileGemm implements GemmTimes {
    /** Tile sizes of the vendor libraries and the share of the ideal rate that each reaches. */
    private enum Tile {
        WIDE(256, 128, 1.0),
        TALL(128, 256, 1.0),
        SQUARE(128, 128, 0.93),
        SMALL(128, 64, 0.80),
        SMALLEST(64, 64, 0.62);

        final int rows;
        final int columns;
        final double rate;

        Tile(int rows, int columns, double rate) {
            this.rows = rows;
            this.columns = columns;
            this.rate = rate;
        }
    }

    private static final Tile[] TILES = Tile.values();

    /**
     * Depth along k, in bytes of one operand, whose time a tile spends on loading its first operands and storing its
     * result; the best of 0 to 1,600 on kernel timings of H100 (16 and 8 bit) and A100.
     */
    private static final double PROLOGUE_BYTES = 420;

    /** Share of wave quantisation that shows; the rest is hidden by stream-k and split-k scheduling. */
    private static final double QUANTISATION = 0.4;

    private final double sustainedRate;
    private final int multiprocessors;
    private final double prologue;
    private final double bytesPerSecond;

    /**
     * @param sustainedRate FLOP/s of an ideally shaped product
     * @param bytesPerSecond what memory gives such a kernel
     */
    TileGemm(double sustainedRate, int multiprocessors, NumberFormat format, double bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
        this.prologue = PROLOGUE_BYTES / format.bytesPerElement();
        this.sustainedRate = sustainedRate;
        this.multiprocessors = multiprocessors;
    }

    @Override
    public double seconds(Gemm gemm) {
        return Math.max(compute(gemm.shape()), gemm.bytes().value() / bytesPerSecond);
    }

    @Override
    public Bound bound(Gemm gemm) {
        return compute(gemm.shape()) >= gemm.bytes().value() / bytesPerSecond ? Bound.COMPUTE : Bound.MEMORY;
    }

    private double compute(Gemm.Shape shape) {
        double best = Double.MAX_VALUE;
        for (Tile tile : TILES) {
            best = Math.min(best, seconds(shape, tile));
        }
        return best;
    }

    private double seconds(Gemm.Shape shape, Tile tile) {
        double tiles = (double) ceilDivide(shape.m(), tile.rows) * ceilDivide(shape.n(), tile.columns) * shape.count();
        double waves = tiles / multiprocessors;
        double smooth = Math.max(waves, Math.min(1, 2 * waves));
        double effective = QUANTISATION * Math.ceil(waves) + (1 - QUANTISATION) * smooth;
        double flopsPerWave = 2.0 * tile.rows * tile.columns * (shape.k() + prologue) * multiprocessors;
        return effective * flopsPerWave / (sustainedRate * tile.rate);
    }

    private static long ceilDivide(long value, int divisor) {
        return (value + divisor - 1) / divisor;
    }
}
