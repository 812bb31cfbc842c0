package dev.shardwright.simulator.operator;

/** What an operator needs to know its duration; implemented by a cost model of one device and software stack. */
public interface Device {
    Timing gemm(Gemm gemm);

    Timing attention(AttentionCore attention);

    Timing streaming(Streaming streaming);
}
