package dev.shardwright.simulator.hardware;

/**
 * What a device sustains of its datasheet figures in long runs: 16-, 8- and 4-bit matrix multiplications of ideal shape
 * (fraction of dense peak), streaming kernels (fraction of memory bandwidth), flash attention forward and backward (fraction of
 * dense peak at long sequences, before the stack's kernel generation).
 */
public record Efficiency(
        double gemm,
        double eightBitGemm,
        double fourBitGemm,
        double memory,
        double attentionForward,
        double attentionBackward) {
    public Efficiency {
        for (double value :
                new double[] {gemm, eightBitGemm, fourBitGemm, memory, attentionForward, attentionBackward}) {
            if (!(value > 0 && value <= 1)) {
                throw new IllegalArgumentException("an efficiency must lie in (0, 1]: " + value);
            }
        }
    }
}
