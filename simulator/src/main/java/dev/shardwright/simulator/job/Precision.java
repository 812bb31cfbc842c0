package dev.shardwright.simulator.job;

import dev.shardwright.simulator.hardware.NumberFormat;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Mixed-precision recipe: operand format of the large matrix multiplications; everything else runs in 16 bit. See
 * docs/model/precision.md.
 */
public enum Precision {
    FP32("fp32", NumberFormat.FP32),
    FP16("fp16", NumberFormat.FP16),
    BF16("bf16", NumberFormat.BF16),
    /** One scale per tensor, delayed or current. */
    FP8_TENSOR("fp8", NumberFormat.FP8),
    /** Scales per block of 128 (DeepSeek-V3, section 3.3). */
    FP8_BLOCK("fp8-block", NumberFormat.FP8),
    /** Scales per 32 elements in hardware (OCP microscaling). */
    MXFP8("mxfp8", NumberFormat.FP8),
    /** Four-bit operands with scales per 16 elements. */
    NVFP4("nvfp4", NumberFormat.FP4);

    private final String label;
    private final NumberFormat operands;

    Precision(String label, NumberFormat operands) {
        this.label = label;
        this.operands = operands;
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
