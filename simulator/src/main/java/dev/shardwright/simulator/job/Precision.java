package dev.shardwright.simulator.job;

import dev.shardwright.simulator.hardware.NumberFormat;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Mixed-precision recipe: operand format of the large matrix multiplications; everything else runs in 16 bit. See
 * docs/model/precision.md.
 */
public enum Precision {
    FP32("fp32", NumberFormat.FP32, Scaling.NONE),
    FP16("fp16", NumberFormat.FP16, Scaling.NONE),
    BF16("bf16", NumberFormat.BF16, Scaling.NONE),
    FP8_TENSOR("fp8", NumberFormat.FP8, Scaling.CURRENT),
    FP8_DELAYED("fp8-delayed", NumberFormat.FP8, Scaling.DELAYED),
    FP8_ROW("fp8-row", NumberFormat.FP8, Scaling.ROW),
    FP8_BLOCK("fp8-block", NumberFormat.FP8, Scaling.BLOCK),
    MXFP8("mxfp8", NumberFormat.FP8, Scaling.MICRO_8),
    NVFP4("nvfp4", NumberFormat.FP4, Scaling.MICRO_4);

    /** Where the scales of low-precision operands come from; decides what a conversion costs. */
    public enum Scaling {
        /** Operands of 16 bit or more. */
        NONE,
        /** One scale per tensor, from earlier steps: known before the tensor is (Micikevicius et al. 2022). */
        DELAYED,
        /** One scale per tensor, from the tensor itself: it is read once more to find its largest value. */
        CURRENT,
        /** One scale per row of the left and per column of the right operand; the two copies have scales of their own. */
        ROW,
        /** Scales per 1 x 128 and 128 x 128 block (DeepSeek-V3, section 3.3). */
        BLOCK,
        /** Scales per 32 elements in hardware (OCP microscaling), along the inner dimension of each copy. */
        MICRO_8,
        /** Scales per 16 elements and per tensor, a Hadamard transform of gradients' inputs, stochastic rounding. */
        MICRO_4;

        /**
         * Rate of the matrix kernels relative to one scale per tensor: CUTLASS kernels with scales per row reach 1,050 of
         * cuBLAS's 1,216 TFLOP/s on H100 (AIConfigurator kernel measurements, m, n, k >= 4096).
         */
        public double relativeRate() {
            return this == ROW ? 0.86 : 1;
        }
    }

    private final String label;
    private final NumberFormat operands;
    private final Scaling scaling;

    Precision(String label, NumberFormat operands, Scaling scaling) {
        this.label = label;
        this.operands = operands;
        this.scaling = scaling;
    }

    /** Reads a label; throws IllegalArgumentException with all labels. */
    public static Precision parse(String text) {
        for (Precision precision : values()) {
            if (precision.label.equals(text)) {
                return precision;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not one of "
                + Arrays.stream(values()).map(Precision::label).collect(Collectors.joining(", ")));
    }

    /** The name in files, options and tables. */
    public String label() {
        return label;
    }

    public NumberFormat operands() {
        return operands;
    }

    public Scaling scaling() {
        return scaling;
    }

    /** Format of attention, head and other operations that stay in higher precision. */
    public NumberFormat highPrecision() {
        return switch (this) {
            case FP32 -> NumberFormat.FP32;
            case FP16 -> NumberFormat.FP16;
            default -> NumberFormat.BF16;
        };
    }

    /** Bytes per element of activations and working weights. */
    public int storageBytes() {
        return this == FP32 ? 4 : 2;
    }
}
