package dev.shardwright.profiler.kernel;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What one step of a kernel runs. */
public enum Pass {
    FORWARD("forward"),
    /** Forward, then the gradients of all inputs. */
    FORWARD_BACKWARD("forward+backward");

    private final String label;

    Pass(String label) {
        this.label = label;
    }

    /** The name in files and tables. */
    public String label() {
        return label;
    }

    /** Reads a label; throws IllegalArgumentException with all labels. */
    public static Pass parse(String text) {
        return Arrays.stream(values())
                .filter(pass -> pass.label.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of "
                        + Arrays.stream(values()).map(Pass::label).collect(Collectors.joining(", "))));
    }

    boolean forwardOnly() {
        return this == FORWARD;
    }
}
