package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is timed: an operation in a number format, forward alone or with its backward pass. */
public record Kernel(Operation operation, NumberFormat format, Pass pass) {
    public Kernel {
        if (!operation.kind().differentiable() && pass != Pass.FORWARD) {
            throw new IllegalArgumentException(operation.kind().label() + " has no backward pass");
        }
    }

    public static Kernel forward(Operation operation, NumberFormat format) {
        return new Kernel(operation, format, Pass.FORWARD);
    }

    public static Kernel training(Operation operation, NumberFormat format) {
        return new Kernel(operation, format, Pass.FORWARD_BACKWARD);
    }

    public Family family() {
        return operation.kind().family();
    }

    /**
     * The kernels that this one runs one after another; empty for a single one. Where a residual leaves the stream, its
     * two gradients are added: one more sum of the same size.
     */
    public List<Kernel> parts() {
        return operation.parts().stream().flatMap(this::part).toList();
    }

    private Stream<Kernel> part(Operation part) {
        if (part.kind() == OperationKind.RESIDUAL_ADD) {
            return Stream.generate(() -> forward(part, format)).limit(pass.forwardOnly() ? 1 : 2);
        }
        return Stream.of(new Kernel(part, format, pass));
    }

    public Flops flops() {
        return operation.flops(pass);
    }

    /** Bytes that a step must move at least. */
    public Bytes bytes() {
        return Bytes.of(operation.elements(pass) * format.bytesPerElement());
    }

    /** The format's name in files and tables. */
    public static String label(NumberFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return operation.kind().label() + " " + operation.shape() + " " + label(format) + " " + pass.label();
    }
}
