package dev.shardwright.gui.plan;

import java.util.List;
import java.util.Locale;

/** A shipped model, cluster or stack that a field offers by name. */
public record Preset(String name, String label) {
    /** Names to offer for a typed text: all for an empty one, none when it is a name already. */
    static List<String> suggestions(List<Preset> presets, String typed) {
        List<String> names = presets.stream()
                .filter(preset -> preset.matches(typed))
                .map(Preset::name)
                .toList();
        return names.contains(typed.strip()) ? List.of() : names;
    }

    /** Whether every word of the search stands in the name or the label. */
    public boolean matches(String search) {
        String text = (name + " " + label).toLowerCase(Locale.ROOT);
        for (String word : search.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
