package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import java.util.Locale;

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
