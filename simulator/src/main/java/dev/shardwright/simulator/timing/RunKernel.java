package dev.shardwright.simulator.timing;

import dev.shardwright.simulator.hardware.NumberFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A kernel in the words of {@code shardwright profile run}; docs/profile-file.md.
 *
 * @param operator such as matrix_product
 * @param shape the operator's extents by name
 */
public record RunKernel(String operator, Map<String, Long> shape, NumberFormat format, Pass pass) {
    /** What one step runs. */
    public enum Pass {
        FORWARD,
        /** Forward, then the gradients of all inputs. */
        FORWARD_AND_BACKWARD
    }

    public RunKernel {
        shape = Map.copyOf(shape);
    }

    RunKernel forward() {
        return new RunKernel(operator, shape, format, Pass.FORWARD);
    }

    long extent(String name) {
        return Optional.ofNullable(shape.get(name))
                .filter(extent -> extent > 0)
                .orElseThrow(
                        () -> new IllegalArgumentException(operator + " needs a whole number above zero for " + name));
    }
}
