package dev.shardwright.simulator.job;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How the linear maps that a job does not train are kept. Quantised ones are turned into 16 bit before every use; bits
 * and traffic are derived in docs/model/fine-tuning.md.
 */
public enum BaseFormat {
    /** As trained weights are. */
    SIXTEEN_BIT("16-bit", 16, 0, 0, 0),
    /** NormalFloat-4, one kernel; the 32-bit constant per 64 weights lies beside the weights and is not sharded. */
    NF4("nf4", 4, 32.0 / 64, 4.5 / 8 + 2, 1),
    /** The constants quantised to 8 bit in blocks of 256 (Dettmers et al. 2023, section 3): 4.127 bits. */
    NF4_DOUBLE("nf4-double", 4 + 8.0 / 64 + 32.0 / (64 * 256), 0, 4.127 / 8 + 2, 3),
    /** GPTQ: groups of 128 with a 16-bit scale and a 4-bit zero, unpacked by four framework kernels. */
    INT4("int4", 4 + 20.0 / 128, 0, 14.5, 4);

    private final String label;
    private final double bits;
    private final double unshardedBits;
    private final double traffic;
    private final int kernels;

    BaseFormat(String label, double bits, double unshardedBits, double traffic, int kernels) {
        this.label = label;
        this.bits = bits;
        this.unshardedBits = unshardedBits;
        this.traffic = traffic;
        this.kernels = kernels;
    }

    /** Reads a label; throws IllegalArgumentException with all labels. */
    public static BaseFormat parse(String text) {
        return Arrays.stream(values())
                .filter(format -> format.label.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of "
                        + Arrays.stream(values()).map(BaseFormat::label).collect(Collectors.joining(", "))));
    }

    /** The name in files, options and tables. */
    public String label() {
        return label;
    }

    public boolean quantised() {
        return this != SIXTEEN_BIT;
    }

    /** Bits per weight, constants included. */
    public double bits() {
        return bits + unshardedBits;
    }

    /** Those of them that every rank keeps although weights are sharded. */
    public double unshardedBits() {
        return unshardedBits;
    }

    /** Bytes that one use of a weight moves before the product reads it. */
    public double traffic() {
        return traffic;
    }

    /** Kernels that one use of a matrix launches before the product. */
    public int kernels() {
        return kernels;
    }
}
