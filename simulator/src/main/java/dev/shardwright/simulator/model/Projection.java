package dev.shardwright.simulator.model;

/**
 * A linear map of shape [inputs, outputs], present {@code copies} times in a layer (experts), and how tensor
 * parallelism splits it (Shoeybi et al. 2019, section 3).
 */
public record Projection(String name, int inputs, int outputs, Split split, boolean bias, int copies) {
    /** COLUMN splits outputs, ROW splits inputs, REPLICATED keeps a whole copy on every rank of the group. */
    public enum Split {
        COLUMN,
        ROW,
        REPLICATED
    }

    public Projection {
        if (inputs <= 0 || outputs <= 0 || copies <= 0) {
            throw new IllegalArgumentException(name + ": inputs, outputs and copies must be positive");
        }
    }

    public static Projection of(String name, int inputs, int outputs, Split split, boolean bias) {
        return new Projection(name, inputs, outputs, split, bias, 1);
    }

    /** Parameters of one copy. */
    public long parametersOfOne() {
        return (long) inputs * outputs + (bias ? outputs : 0);
    }

    public long parameters() {
        return parametersOfOne() * copies;
    }
}
