package dev.shardwright.planner.importing.fact;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Rows of the vocabularies that common tokenizers have, as the configurations of their models publish them. */
public final class Tokenizers {
    private static final Map<String, Integer> BY_PART = byPart();

    private Tokenizers() {}

    /** By a tokenizer's type and the name or path of its model; empty where neither is known. */
    public static OptionalInt vocabulary(String type, String model) {
        String text = (model.isEmpty() ? type : model + " " + type)
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        return BY_PART.entrySet().stream()
                .filter(entry -> text.contains(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .findFirst();
    }

    /** The more special names come first. */
    private static Map<String, Integer> byPart() {
        Map<String, Integer> rows = new LinkedHashMap<>();
        rows.put("llama-4", 202_048);
        rows.put("llama4", 202_048);
        rows.put("llama-3", 128_256);
        rows.put("llama3", 128_256);
        rows.put("llama-2", 32_000);
        rows.put("llama2", 32_000);
        rows.put("deepseek-v3", 129_280);
        rows.put("deepseek-v2", 102_400);
        rows.put("mixtral", 32_000);
        rows.put("mistral", 32_000);
        rows.put("qwen", 151_936);
        rows.put("gpt-neox", 50_432);
        rows.put("neox", 50_432);
        rows.put("bloom", 250_880);
        rows.put("gpt2", 50_257);
        rows.put("llama", 32_000);
        return rows;
    }
}
