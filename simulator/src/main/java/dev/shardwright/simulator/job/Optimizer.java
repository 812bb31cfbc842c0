package dev.shardwright.simulator.job;

/** Optimizer and the bytes of moments it keeps per parameter (two fp32 moments for Adam). */
public record Optimizer(String name, double momentBytes) {
    public static final Optimizer ADAM = new Optimizer("adamw", 8);
    public static final Optimizer ADAM_8BIT = new Optimizer("adamw-8bit", 2);
    public static final Optimizer SGD = new Optimizer("sgd", 0);
    public static final Optimizer MUON = new Optimizer("muon", 4);
}
