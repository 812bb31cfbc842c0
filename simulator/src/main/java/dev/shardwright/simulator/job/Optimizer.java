package dev.shardwright.simulator.job;

import java.util.List;
import java.util.stream.Collectors;

/** Optimizer and the bytes of moments it keeps per parameter (two fp32 moments for Adam). */
public record Optimizer(String name, double momentBytes) {
    public static final Optimizer ADAM = new Optimizer("adamw", 8);
    public static final Optimizer ADAM_8BIT = new Optimizer("adamw-8bit", 2);
    public static final Optimizer SGD = new Optimizer("sgd", 0);
    public static final Optimizer MUON = new Optimizer("muon", 4);

    private static final List<Optimizer> ALL = List.of(ADAM, ADAM_8BIT, SGD, MUON);

    /** Reads a name; throws IllegalArgumentException with all names. */
    public static Optimizer parse(String text) {
        return ALL.stream()
                .filter(optimizer -> optimizer.name.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of "
                        + ALL.stream().map(Optimizer::name).collect(Collectors.joining(", "))));
    }
}
