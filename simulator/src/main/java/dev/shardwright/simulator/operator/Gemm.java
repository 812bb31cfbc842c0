package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** {@code shape.count} matrix products C[m, n] = A[m, k] B[k, n] launched together; C is written in the operands'
 * format, but in no less than 16 bit. */
public record Gemm(String name, Shape shape, Role role, NumberFormat format) implements Operator {
    private static final double LEAST_RESULT_BYTES = 2;
    private static final int ALIGNMENT_BYTES = 16;

    /** Extents of one product and the number of equal products (heads, experts). */
    public record Shape(long m, long n, long k, long count) {
        public Shape {
            if (m < 1 || n < 1 || k < 1 || count < 1) {
                throw new IllegalArgumentException("matrix extents must be positive: " + m + " x " + n + " x " + k);
            }
        }
    }

    /** What a product is for. */
    public enum Role {
        /** Activations by weights. */
        WEIGHT,
        /** Activations by weights that are not trained: no weight gradient. */
        FROZEN_WEIGHT,
        /** Activations by activations: scores, values. */
        ACTIVATION,
        /** The gradient of activations. */
        INPUT_GRADIENT,
        /** The gradient of weights: nothing in the backward pass waits for it. */
        WEIGHT_GRADIENT
    }

    @Override
    public Flops flops() {
        return new Flops(2.0 * shape.m * shape.n * shape.k * shape.count);
    }

    @Override
    public Bytes bytes() {
        double operands = (double) (shape.m * shape.k + shape.k * shape.n) * format.bytesPerElement();
        return Bytes.of(shape.count * (operands + (double) shape.m * shape.n * resultBytes()));
    }

    private double resultBytes() {
        return Math.max(LEAST_RESULT_BYTES, format.bytesPerElement());
    }

    /**
     * Whether rows of all operands and of the result begin at multiples of 16 bytes, as wide loads need. Both operands of a
     * weight gradient have a row per token, as long as the weight is wide: any number of tokens will do.
     */
    public boolean aligned() {
        double row = ALIGNMENT_BYTES / format.bytesPerElement();
        long first = role == Role.WEIGHT_GRADIENT ? shape.m : shape.k;
        return first % row == 0 && shape.n % row == 0;
    }

    @Override
    public int kernels() {
        return 1;
    }

    /** dA = dC B^T and dB = A^T dC: the same FLOPs twice, with their own shapes. */
    @Override
    public List<Operator> backward() {
        Gemm inputGradient = new Gemm(
                name + ".input_gradient",
                new Shape(shape.m, shape.k, shape.n, shape.count),
                Role.INPUT_GRADIENT,
                format);
        if (role == Role.FROZEN_WEIGHT) {
            return List.of(inputGradient);
        }
        return List.of(
                inputGradient,
                new Gemm(
                        name + ".weight_gradient",
                        new Shape(shape.k, shape.n, shape.m, shape.count),
                        role == Role.WEIGHT ? Role.WEIGHT_GRADIENT : Role.INPUT_GRADIENT,
                        format));
    }

    @Override
    public Timing on(Device device) {
        return device.gemm(this);
    }
}
