package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shardwright.planner.export.MegatronScriptsTest.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Bash makes of the scripts. */
final class LaunchScriptBashTest {
    private static final String TRAINER = "pretrain_gpt.py";

    @TempDir
    private Path folder;

    @BeforeAll
    static void bashIsThere() {
        assumeTrue(found("bash"), "no bash on this machine");
    }

    @ParameterizedTest
    @EnumSource
    void bashReadsTheArgumentsThatWereWritten(Example example) throws IOException, InterruptedException {
        Path script = write(example);
        Outcome outcome = run(Map.of("DRY_RUN", "1"), "bash", script.toString(), "--seed", "7");
        assertThat(outcome.code).as(outcome.text).isZero();
        List<String> words = words(outcome.text);
        List<String> expected =
                new ArrayList<>(ScriptReader.of(example.script()).arguments());
        expected.addAll(List.of("--seed", "7"));
        int trainer = words.indexOf("Megatron-LM/" + TRAINER);
        assertThat(words.get(0)).isEqualTo("torchrun");
        assertThat(words.subList(trainer + 1, words.size())).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void shellCheckFindsNothing(Example example) throws IOException, InterruptedException {
        assumeTrue(found("shellcheck"), "no shellcheck on this machine");
        for (ExportedFile file : example.files()) {
            Path script = Files.writeString(folder.resolve(file.name()), file.text());
            assertThat(run(Map.of(), "shellcheck", script.toString()).text).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void batchScriptIsBash(Example example) throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("launch.sbatch"), example.files().get(1).text());
        Outcome outcome = run(Map.of(), "bash", "-n", script.toString());
        assertThat(outcome.code).as(outcome.text).isZero();
    }

    @Test
    void anotherNumberOfGpusIsRefused() throws IOException, InterruptedException {
        Outcome outcome = run(
                Map.of("DRY_RUN", "1", "NNODES", "4"),
                "bash",
                write(Example.EXPERTS).toString());
        assertThat(outcome.code).isEqualTo(2);
        assertThat(outcome.text).contains("this layout is for 64 GPUs, not 4 x 8");
    }

    @ParameterizedTest
    @CsvSource({"17, 2, these arguments are for core_v0.19", "19, 2, set MASTER_ADDR"})
    void anotherReleaseIsRefused(int minor, int code, String message) throws IOException, InterruptedException {
        Map<String, String> environment =
                Map.of("MEGATRON_PATH", checkout(minor).toString());
        Outcome outcome = run(environment, "bash", write(Example.EXPERTS).toString());
        assertThat(outcome.code).isEqualTo(code);
        assertThat(outcome.text).contains(message);
    }

    @Test
    void aMissingCheckoutIsNamed() throws IOException, InterruptedException {
        Outcome outcome = run(Map.of(), "bash", write(Example.EIGHT_BIT).toString());
        assertThat(outcome.code).isEqualTo(2);
        assertThat(outcome.text).contains("no pretrain_gpt.py in Megatron-LM: set MEGATRON_PATH");
    }

    @Test
    void realDataAsksForWhatThePlanDoesNotKnow() throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of("DRY_RUN", "1", "DATA_PATH", "0.3 a/b 0.7 c"));
        String script = write(Example.EIGHT_BIT).toString();
        for (String name : List.of("TOKENIZER_MODEL", "NORM_EPSILON", "ROTARY_BASE")) {
            Outcome refused = run(environment, "bash", script);
            assertThat(refused.code).isNotZero();
            assertThat(refused.text).contains(name + ": must be set for a run on real data");
            environment.put(name, name.equals("ROTARY_BASE") ? "1000000" : "given one");
        }
        Outcome outcome = run(environment, "bash", script);
        assertThat(outcome.code).as(outcome.text).isZero();
        assertThat(words(outcome.text))
                .containsSequence("--data-path", "0.3", "a/b", "0.7", "c")
                .containsSequence("--tokenizer-model", "given one")
                .containsSequence("--rotary-base", "1000000")
                .doesNotContain("--mock-data", "--vocab-size");
    }

    @Test
    void checkpointsAreKeptWhereTheUserSays() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("DRY_RUN", "1", "CHECKPOINT_PATH", "/some where");
        Outcome outcome = run(environment, "bash", write(Example.FULLY_SHARDED).toString());
        assertThat(words(outcome.text))
                .containsSequence("--save", "/some where", "--load", "/some where", "--save-interval", "1000");
    }

    private Path write(Example example) throws IOException {
        return Files.writeString(folder.resolve("launch.sh"), example.script());
    }

    private Path checkout(int minor) throws IOException {
        Path core = Files.createDirectories(folder.resolve("megatron/core"));
        Files.writeString(core.resolve("package_info.py"), "MAJOR = 0\nMINOR = " + minor + "\nPATCH = 1\n");
        Files.writeString(folder.resolve(TRAINER), "");
        return folder;
    }

    /** The words of a line that Bash wrote with %q, read by Bash again. */
    private List<String> words(String line) throws IOException, InterruptedException {
        Outcome outcome = run(Map.of("LINE", line), "bash", "-c", "eval \"set -- $LINE\"; printf '%s\\n' \"$@\"");
        return List.of(outcome.text.split("\n"));
    }

    private record Outcome(int code, String text) {}

    private Outcome run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "out", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Outcome(code, Files.readString(output));
    }

    private static boolean found(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
