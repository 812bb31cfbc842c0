package dev.shardwright.simulator.job;

import dev.shardwright.simulator.hardware.NumberFormat;

/** Mixed-precision recipe: operand format of the large matrix multiplications; everything else runs in 16 bit. */
public enum Precision {
    FP32(NumberFormat.FP32),
    FP16(NumberFormat.FP16),
    BF16(NumberFormat.BF16),
    /** One scale per tensor, delayed or current. */
    FP8_TENSOR(NumberFormat.FP8),
    /** Scales per block of 128 (DeepSeek-V3, section 3.3). */
    FP8_BLOCK(NumberFormat.FP8),
    /** Scales per 32 elements in hardware (OCP microscaling). */
    MXFP8(NumberFormat.FP8),
    /** Four-bit operands with scales per 16 elements. */
    NVFP4(NumberFormat.FP4);

    private final NumberFormat operands;

    Precision(NumberFormat operands) {
        this.operands = operands;
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
