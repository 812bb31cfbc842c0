package dev.shardwright.gui.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.export.Token.Kind;
import dev.shardwright.planner.export.ExportedFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileKindTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "SHELL, `export NODES=${NODES:-2} # how many`, `WORD export|KEY NODES|VARIABLE ${NODES:-2}|COMMENT # how many`",
                "SHELL, `    --num-layers 80 --lr 1.5e-4`, `KEY --num-layers|NUMBER 80|KEY --lr|NUMBER 1.5e-4`",
                "SHELL, `RANK=\"${A:-${B:-0}}\"`, `KEY RANK|VARIABLE ${A:-${B:-0}}`",
                "YAML, `  tp: 8  # wide`, `KEY tp|NUMBER 8|COMMENT # wide`",
                "YAML, `bf16: true`, `KEY bf16|WORD true`",
                "TOML, `[parallelism]`, `KEY [parallelism]`",
                "TOML, `name = \"a # b\"`, `KEY name|STRING \"a # b\"`",
                "JSON, `  \"stage\": 1, \"on\": false`, `KEY \"stage\"|NUMBER 1|KEY \"on\"|WORD false`",
                "PYTHON, `    return Config(seed=1)  # same`, `WORD return|KEY seed|NUMBER 1|COMMENT # same`",
            })
    void findsWhatALineConsistsOf(FileKind kind, String line, String expected) {
        assertThat(kind.tokens(line).stream()
                        .filter(token -> token.kind() != Kind.PLAIN)
                        .map(token -> token.kind() + " " + token.text().strip())
                        .collect(Collectors.joining("|")))
                .isEqualTo(expected);
    }

    @Test
    void theLanguageIsToldByTheEndOfTheName() {
        assertThat(FileKind.of(new ExportedFile("a.yml", "", ExportedFile.Mode.PLAIN)))
                .isEqualTo(FileKind.YAML);
        assertThat(FileKind.of(new ExportedFile("hostfile", "", ExportedFile.Mode.PLAIN)))
                .isEqualTo(FileKind.TEXT);
    }
}
