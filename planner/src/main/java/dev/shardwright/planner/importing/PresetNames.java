package dev.shardwright.planner.importing;

import dev.shardwright.simulator.catalog.ModelCatalog;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the shipped model that a framework's name or a path means, such as "meta-llama/Llama-3.1-8B". */
final class PresetNames {
    private final ModelCatalog models;

    PresetNames(ModelCatalog models) {
        this.models = models;
    }

    /** The preset whose name or alias is the longest inside the text; letters and digits count only. */
    Optional<String> find(String text) {
        String base = squashed(text.substring(text.lastIndexOf('/') + 1));
        return models.names().stream()
                .flatMap(name -> spellings(name).filter(base::contains).map(spelling -> List.of(spelling, name)))
                .max(Comparator.comparingInt(found -> found.get(0).length()))
                .map(found -> found.get(1));
    }

    private Stream<String> spellings(String name) {
        Stream<String> aliases = models.preset(name).stream().flatMap(preset -> preset.aliases().stream());
        return Stream.concat(Stream.of(name), aliases)
                .map(PresetNames::squashed)
                .filter(s -> s.length() > 3);
    }

    private static String squashed(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
