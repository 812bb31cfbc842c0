package dev.shardwright.simulator.timing;

import java.util.Optional;

/**
 * The simulator's kind of an operator that only moves memory, its elements, and how often each is read or written, as
 * docs/model/elementwise.md counts them. Rates are bytes so counted over time, which is how the simulator uses them.
 */
record StreamKind(String name, double elements, double forwardPasses, double backwardPasses) {
    static Optional<StreamKind> of(RunKernel kernel) {
        return switch (kernel.operator()) {
            case "rms_norm", "layer_norm" -> kind("norm", area(kernel, "rows", "width"), 2, 5);
            case "gated_activation" -> kind("activation", area(kernel, "rows", "width"), 3, 5);
            case "gelu" -> kind("activation", area(kernel, "rows", "width"), 2, 3);
            case "rotary" -> kind("rotary", area(kernel, "rows", "width"), 2, 2);
            case "residual_add" -> kind("residual", area(kernel, "rows", "width"), 3, 3);
            case "embedding" -> kind("embedding", area(kernel, "tokens", "width"), 2, 4);
            case "cross_entropy" -> kind("loss", area(kernel, "tokens", "vocabulary"), 4, 4);
            case "adam_step" -> kind("optimizer", kernel.extent("parameters"), 7, 0);
            case "memory_copy" -> kind("copy", kernel.extent("elements"), 2, 0);
            default -> Optional.empty();
        };
    }

    private static double area(RunKernel kernel, String rows, String columns) {
        return (double) kernel.extent(rows) * kernel.extent(columns);
    }

    private static Optional<StreamKind> kind(String name, double elements, double forward, double backward) {
        return Optional.of(new StreamKind(name, elements, forward, backward));
    }
}
