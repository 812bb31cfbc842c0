package dev.shardwright.planner.export.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShellWordTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "core_attn, core_attn",
                "1e-5, 1e-5",
                "Et*2|t*2L, 'Et*2|t*2L'",
                "two words, 'two words'",
                "don't, 'don'\\''t'",
                "$HOME, '$HOME'",
                "\"\", ''",
                "~, '~'",
            })
    void textIsQuotedWhereItMustBe(String text, String word) {
        assertThat(ShellWord.literal(text)).hasToString(word);
    }

    @Test
    void variablesAreOneWord() {
        assertThat(ShellWord.variable("ROTARY_BASE")).hasToString("\"$ROTARY_BASE\"");
        assertThatThrownBy(() -> ShellWord.variable("X; rm")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ShellWord.literal("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void commentsStayOnTheirLine() {
        assertThat(ShellWord.comment("name\nrm -rf")).isEqualTo("name?rm -rf");
    }

    @ParameterizedTest
    @CsvSource({"meta-llama/Llama 3, meta-llama-Llama-3", "..., model", "-x, x"})
    void identifiersAreHarmless(String text, String name) {
        assertThat(ShellWord.identifier(text)).isEqualTo(name);
    }
}
