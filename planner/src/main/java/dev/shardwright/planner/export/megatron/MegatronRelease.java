package dev.shardwright.planner.export.megatron;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The Megatron-LM releases whose argument code the exports were tried with, oldest first. */
public enum MegatronRelease {
    CORE_0_12(12),
    CORE_0_13(13),
    CORE_0_14(14),
    CORE_0_15(15),
    CORE_0_16(16),
    CORE_0_17(17),
    CORE_0_18(18),
    CORE_0_19(19);

    public static final MegatronRelease NEWEST = CORE_0_19;

    private final int minor;

    MegatronRelease(int minor) {
        this.minor = minor;
    }

    /** The name of the release branch's tags without the patch number: core_v0.19. */
    public String label() {
        return "core_v0." + minor;
    }

    /** The second number of the version, as the release states it of itself. */
    public int minor() {
        return minor;
    }

    /** What {@code --target-version} takes, the oldest first. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(r -> "0." + r.minor).toList();
    }

    boolean atLeast(MegatronRelease other) {
        return compareTo(other) >= 0;
    }

    /** Reads "0.19", "v0.19.1" or "core_v0.19.1"; the patch number does not matter. */
    public static MegatronRelease parse(String text) {
        String bare = text.toLowerCase(Locale.ROOT).replaceFirst("^(core_)?v?", "");
        Optional<MegatronRelease> found = Arrays.stream(values())
                .filter(r -> bare.equals("0." + r.minor) || bare.startsWith("0." + r.minor + "."))
                .findFirst();
        return found.orElseThrow(() -> new InvalidInputException(
                "--target-version " + text,
                "is not a Megatron-LM release that exports were tried with.",
                "Maybe use " + String.join(", ", labels()) + "."));
    }

    /**
     * What {@code --vocab-size} must say so that the model without a tokenizer has that many rows before padding: up to
     * 0.17 NullTokenizer counts one more token, its end of document.
     */
    public int nullTokenizerSize(int rows) {
        return atLeast(CORE_0_18) ? rows : rows - 1;
    }
}
