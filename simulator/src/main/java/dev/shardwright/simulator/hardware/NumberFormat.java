package dev.shardwright.simulator.hardware;

/** Operand format of a matrix multiplication, with its size in bytes per element. */
public enum NumberFormat {
    FP32(4),
    TF32(4),
    FP16(2),
    BF16(2),
    FP8(1),
    FP4(0.5);

    private final double bytes;

    NumberFormat(double bytes) {
        this.bytes = bytes;
    }

    public double bytesPerElement() {
        return bytes;
    }
}
