package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mirror of one file of profiles/models: a Hugging Face configuration in compact form, and where it comes from. */
record ModelFile(
        String name,
        String label,
        List<String> aliases,
        String source,
        @Nullable Long publishedParameters,
        JsonNode config) {}
