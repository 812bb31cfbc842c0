package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelpTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plan",
                "sweep",
                "simulate",
                "schedules",
                "export",
                "import",
                "diagnose",
                "check",
                "diff",
                "validate",
                "calibrate",
                "runs",
                "runs import",
                "model",
                "hardware",
                "stack"
            })
    void isAsItIsKept(String command) {
        CommandRun run = CommandRun.of((command + " --help").strip());

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        Golden.assertEqual("help" + (command.isEmpty() ? "" : "-" + command.replace(' ', '-')) + ".txt", run.out());
    }

    @Test
    void versionIsOneLine() {
        CommandRun run = CommandRun.of("--version");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("shardwright ").hasLineCount(1);
    }
}
