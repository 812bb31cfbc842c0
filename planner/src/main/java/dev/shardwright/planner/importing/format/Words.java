package dev.shardwright.planner.importing.format;

import dev.shardwright.planner.importing.fact.Facts;
import java.util.Locale;

/** What frameworks call things, in the words of job files. */
final class Words {
    private Words() {}

    /** "Interleaved1F1B", "ZBVZeroBubble", "afab". */
    static String schedule(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
        return switch (plain) {
            case "gpipe", "afab", "allforwardallbackward" -> "gpipe";
            case "interleaved1f1b" -> "interleaved";
            case "interleavedzerobubble" -> "zb-h1";
            case "zbvzerobubble" -> "zb-v";
            case "loopedbfs" -> "breadth-first";
            case "dualpipev" -> "dualpipev";
            case "1f1b", "onefonebforward", "pipedreamflush" -> "1f1b";
            default -> name;
        };
    }

    static String optimizer(String name, Facts facts) {
        String plain = name.toLowerCase(Locale.ROOT).replace("_", "-");
        if (plain.contains("8bit")) {
            return plain.contains("paged") ? "paged-adamw-8bit" : "adamw-8bit";
        }
        for (String known : new String[] {"adafactor", "muon", "sgd"}) {
            if (plain.contains(known)) {
                return known;
            }
        }
        if (!plain.contains("adam")) {
            facts.remark("optimizer", "adamw", name + " is not modelled");
        }
        return "adamw";
    }

    /** "bfloat16", "amp_bf16", "bf16-mixed", "16", "float32". */
    static String precision(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        if (plain.contains("fp8")) {
            return "fp8-delayed";
        }
        if (plain.contains("bf")) {
            return "bf16";
        }
        return plain.contains("16") ? "fp16" : "fp32";
    }
}
