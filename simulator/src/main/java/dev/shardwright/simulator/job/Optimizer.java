package dev.shardwright.simulator.job;

import java.util.List;
import java.util.stream.Collectors;

/** Optimizer and the bytes of moments it keeps per trained parameter (two fp32 moments for Adam). */
public record Optimizer(String name, double momentBytes) {
    public static final Optimizer ADAM = new Optimizer("adamw", 8);
    /** 16-bit weights updated in place, both moments in 16 bit too: what PyTorch's AdamW makes of 16-bit weights. */
    public static final Optimizer ADAM_16BIT = new Optimizer("adamw-16bit", 4);

    public static final Optimizer ADAM_8BIT = new Optimizer("adamw-8bit", 2);
    /** The same in managed memory that moves to the host when the device is full (Dettmers et al. 2023, section 3). */
    public static final Optimizer PAGED_ADAM_8BIT = new Optimizer("paged-adamw-8bit", 2);
    /** Second moments as one row and one column of each matrix (Shazeer and Stern 2018): next to nothing. */
    public static final Optimizer ADAFACTOR = new Optimizer("adafactor", 0);

    public static final Optimizer SGD = new Optimizer("sgd", 0);
    /** One moment of a weight matrix, made orthogonal before it is subtracted (Jordan et al. 2024); AdamW for the ends. */
    public static final Optimizer MUON = new Optimizer("muon", 4);

    private static final String PAGED = "paged-";

    /** Every optimizer that files and options can name. */
    public static final List<Optimizer> ALL =
            List.of(ADAM, ADAM_16BIT, ADAM_8BIT, PAGED_ADAM_8BIT, ADAFACTOR, SGD, MUON);

    /** Whether the moments lie in managed memory, which the framework's allocator does not count. */
    public boolean paged() {
        return name.startsWith(PAGED);
    }

    /** Whether an update needs a whole weight matrix, not its elements one by one. */
    public boolean needsMatrices() {
        return equals(MUON);
    }

    /** Bytes of moments per parameter of the embedding and the head. */
    public double endBytes() {
        return needsMatrices() ? ADAM.momentBytes : residentBytes();
    }

    /** Bytes of moments per parameter that always lie in device memory. */
    public double residentBytes() {
        return paged() ? 0 : momentBytes;
    }

    /** Whether 16-bit weights are updated in place, without a master copy. */
    public boolean inPlace() {
        return equals(ADAM_16BIT);
    }

    /** Bytes per parameter while updating in place: PyTorch's foreach kernels hold two lists beside all weights. */
    public double temporaryBytes() {
        return inPlace() ? 2 * 2 : 0;
    }

    /** Reads a name; throws IllegalArgumentException with all names. */
    public static Optimizer parse(String text) {
        return ALL.stream()
                .filter(optimizer -> optimizer.name.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of "
                        + ALL.stream().map(Optimizer::name).collect(Collectors.joining(", "))));
    }
}
