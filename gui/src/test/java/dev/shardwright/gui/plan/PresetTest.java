package dev.shardwright.gui.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.catalog.Catalog;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PresetTest {
    private final List<Preset> models = Presets.of(Catalog.shipped()).models();

    @Test
    void findsByAnyWordsOfNameAndLabel() {
        assertThat(Preset.suggestions(models, "V3 deep")).contains("deepseek-v3");
        assertThat(Preset.suggestions(models, "V3 deep")).doesNotContain("llama-3-8b");
    }

    @Test
    void offersAllForNothingAndNothingForAName() {
        assertThat(Preset.suggestions(models, "")).hasSameSizeAs(models);
        assertThat(Preset.suggestions(models, "llama-3-8b")).isEmpty();
    }
}
