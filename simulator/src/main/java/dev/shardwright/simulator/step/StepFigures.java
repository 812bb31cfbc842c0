package dev.shardwright.simulator.step;

import dev.shardwright.simulator.memory.MemoryCategory;
import java.util.Arrays;

/** The raw figures of one evaluated layout, reused between evaluations: seconds by part, bytes by category. */
public final class StepFigures {
    /** Parts of a step's time in seconds; COMPUTE to BUBBLE are those of the slowest stage. */
    public enum Part {
        COMPUTE("compute"),
        RECOMPUTE("recompute"),
        TENSOR("exposed TP"),
        CONTEXT("exposed CP"),
        EXPERT("exposed EP"),
        DATA("exposed DP"),
        PIPELINE("exposed PP"),
        BUBBLE("bubble"),
        OPTIMIZER("optimizer"),
        OVERHEAD("overhead");

        private final String label;

        Part(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    final double[] seconds = new double[Part.values().length];
    final double[] bytes = new double[MemoryCategory.values().length];
    final double[] lastStageBytes = new double[MemoryCategory.values().length];
    int worstStage;

    void clear() {
        Arrays.fill(seconds, 0);
        Arrays.fill(bytes, 0);
        worstStage = 0;
    }

    void add(Part part, double value) {
        seconds[part.ordinal()] += value;
    }

    public double seconds(Part part) {
        return seconds[part.ordinal()];
    }

    public double iterationSeconds() {
        double sum = 0;
        for (double part : seconds) {
            sum += part;
        }
        return sum;
    }

    public double bytes(MemoryCategory category) {
        return bytes[category.ordinal()];
    }

    /** Bytes of the last pipeline rank, which some stacks log. */
    public double lastStageBytes(MemoryCategory category) {
        return lastStageBytes[category.ordinal()];
    }

    public double peakBytes() {
        double sum = 0;
        for (double part : bytes) {
            sum += part;
        }
        return sum;
    }

    /** Pipeline rank, from 0, whose memory peaks highest. */
    public int worstStage() {
        return worstStage;
    }
}
