package dev.shardwright.simulator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class StackCatalogTest {
    private static final StackCatalog CATALOG = new StackCatalog(Shipped.PROFILES);

    @TempDir
    private Path folder;

    static List<String> names() {
        return CATALOG.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyStackIsWhole(String name) {
        assertThat(CATALOG.stack(name).name()).isEqualTo(name);
        assertThat(CATALOG.defaults(name).recompute()).isNotBlank();
    }

    @Test
    void prefersTheReleaseOfAMeasuredRun() {
        assertThat(CATALOG.find("megatron-lm", "2022")).map(SoftwareStack::name).hasValue("megatron-lm-2022");
        assertThat(CATALOG.find("megatron-lm", "2031")).map(SoftwareStack::name).hasValue("megatron-core");
        assertThat(CATALOG.find("nobody", "2022")).isEmpty();
    }

    private String own(String text) throws IOException {
        return Files.writeString(folder.resolve("own.json"), text).toString();
    }

    @Test
    void readsAUsersFileThatExtendsAShippedOne() throws IOException {
        String file = own("""
                {"name": "own", "extends": "megatron-core", "memory": {"context": "9 GiB"}, "description": "ours"}
                """);
        SoftwareStack base = CATALOG.stack("megatron-core");
        SoftwareStack stack = CATALOG.stack(file);
        assertThat(stack.kernels()).isEqualTo(base.kernels());
        assertThat(stack.memory().state()).isEqualTo(base.memory().state());
        assertThat(stack.memory()).isNotEqualTo(base.memory());
        assertThat(CATALOG.defaults(file)).isEqualTo(CATALOG.defaults("megatron-core"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": \"own\", \"extends\": \"megatron\", \"kernel\": {}} | kernel: is not a known key.",
                "{\"name\": \"own\", \"extends\": \"megatron\", \"kernels\": {\"attention\": \"FAST\"}} | attention = FAST: must be one of",
                "{\"name\": \"own\", \"extends\": \"megatron-cor\"} | extends = megatron-cor: is not a shipped profile.",
                "{\"name\": \"own\"} | is missing.",
                "{\"name\": \"own\", \"extends\": \"megatron\", \"memory\": {\"context\": \"3 Gib\"}} | memory.context: '3 Gib' is not"
            })
    void refusesWhatDoesNotFit(String text, String expected) throws IOException {
        String file = own(text);
        assertThatThrownBy(() -> CATALOG.stack(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(expected);
    }
}
