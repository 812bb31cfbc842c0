package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.planner.planfile.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user sees of a calibration, on published runs whose times are stretched or not. */
final class CalibrateCommandTest {
    private static final String RUNS = "../profiles/measured/hagemann.jsonl";

    @TempDir
    private Path folder;

    @Test
    void writesAStackThatPredictsBetter() {
        Path stack = folder.resolve("mine.json");
        CommandRun run = CommandRun.of("calibrate --runs " + slower(1.25, 6) + " --stack aleph-alpha-scaling -o "
                + stack + " --date 2026-11-25");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("what moved", "kernels.speed.gemm", "16-bit matrix products run slower");
        assertThat(run.out()).contains("The runs say nothing about: ", "after, on runs left out");
        assertThat(run.err()).isEqualTo("wrote " + stack + System.lineSeparator());
        assertThat(stack)
                .content()
                .contains(
                        "\"name\": \"mine\"",
                        "\"extends\": \"aleph-alpha-scaling\"",
                        "2026-11-25: 6 runs of runs.jsonl")
                .doesNotContain("memory\":");
        assertThat(folder.toFile().list())
                .as("no part of a file is left")
                .containsExactlyInAnyOrder("runs.jsonl", "mine.json");
        double before = error("aleph-alpha-scaling");
        assertThat(error(stack.toString())).isLessThan(before / 2);
    }

    @Test
    void refusesWhatGainsNothingUnlessForced() {
        Path stack = folder.resolve("mine.json");
        String line = "calibrate --runs " + shaken() + " --stack aleph-alpha-scaling -o " + stack;
        CommandRun run = CommandRun.of(line);

        assertThat(run.status()).isEqualTo(ExitStatus.NO_GAIN);
        assertThat(run.said()).contains("nothing is written", "left out of the fit", "--force");
        assertThat(stack).doesNotExist();
        assertThat(CommandRun.of(line + " --force").status()).isZero();
        assertThat(stack).exists();
    }

    @Test
    void writesTheClusterToo() {
        Path cluster = folder.resolve("cluster.json");
        CommandRun run = CommandRun.of("calibrate --runs " + slower(1.2, 12)
                + " --stack aleph-alpha-scaling --cluster dgx-a100-80gb --force --cluster-output " + cluster);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("tiers.NETWORK.efficiency");
        assertThat(CommandRun.of("hardware show " + cluster).out()).contains("shardwright calibrate");
    }

    @Test
    void saysTheSameToPrograms() {
        CommandRun run =
                CommandRun.of("calibrate --runs " + slower(1.25, 5) + " --stack aleph-alpha-scaling --format json");
        JsonNode node = JsonText.parse(run.out(), "out");
        assertThat(node.path("runs").asInt()).isEqualTo(5);
        assertThat(node.path("gain_is_real").asBoolean()).isTrue();
        assertThat(node.path("errors").path("cross_validated").path("mean").asDouble())
                .isLessThan(node.path("errors").path("before").path("mean").asDouble());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --runs missing.jsonl --stack nemo                        | missing.jsonl          | cannot be read
            --runs FOLDER/few.jsonl --stack nemo                     | --runs                 | calibration needs 3
            --runs RUNS --stack nem                                  | stack = nem            | Maybe use nemo
            --runs RUNS --stack nemo --cluster dgx-b100              | cluster = dgx-b100     | neither a known cluster
            --runs RUNS --stack nemo --cluster dgx-h100              | --runs                 | it ran on a100-sxm-80gb
            --runs RUNS --stack nemo --cluster-output FOLDER/c.json  | --cluster-output       | Add --cluster
            --runs RUNS --stack nemo -o /no/such/folder/x.json       | /no/such/folder/x.json | folder that does not exist
            --runs RUNS --stack nemo -o ../profiles/stacks/nemo.json | nemo.json              | would replace
            --runs RUNS --stack nemo --centre middle                 | --centre = middle      | own or neutral
            --runs RUNS --stack nemo --date tomorrow                 | --date = tomorrow      | not a date
            --runs RUNS --stack nemo --only (                        | --only = (             | not a regular expression
            --runs RUNS --stack nemo --only nothing                  | --runs                 | it is not selected
            --runs RUNS --stack nemo --format yaml                   | --format = yaml        | text or json
            --stack nemo                                             | --runs                 | Missing required option
            """)
    void refusesInputThatCannotBeUsed(String options, String where, String rule) throws IOException {
        Files.write(folder.resolve("few.jsonl"), List.of("{\"id\": \"a\"}", "{", "{\"id\": \"b\"}"));
        CommandRun run =
                CommandRun.of(("calibrate " + options).replace("RUNS", RUNS).replace("FOLDER", folder.toString()));

        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.said().toLowerCase(Locale.ROOT))
                .contains(where.toLowerCase(Locale.ROOT), rule.toLowerCase(Locale.ROOT))
                .doesNotContain("exception");
    }

    /** Predicted runs of the first group, all slower by a factor. */
    private Path slower(double factor, int count) {
        return write(i -> factor, count);
    }

    /** Predicted runs of the first group with nothing but noise. */
    private Path shaken() {
        double[] noise = {1.04, 0.97, 1.05, 0.95, 0.98, 1.03, 0.96, 1.02, 1.05, 0.94, 0.99, 1.01};
        return write(i -> noise[i], noise.length);
    }

    private Path write(IntToDoubleFunction factor, int count) {
        JsonNode validated = JsonText.parse(
                CommandRun.of("validate " + RUNS + " --format json").out(), "out");
        Path file = folder.resolve("runs.jsonl");
        try (Stream<String> lines = Files.lines(Path.of(RUNS))) {
            List<String> all = lines.toList();
            List<String> chosen = new ArrayList<>(all.subList(0, 1));
            for (JsonNode run : validated.path("runs")) {
                JsonNode predicted = run.path("predicted").path("iteration_s");
                if (run.path("measured").path("iteration_s").isNumber() && chosen.size() <= count) {
                    String id = "\"" + run.path("id").asText() + "\"";
                    String line =
                            all.stream().filter(l -> l.contains(id)).findFirst().orElseThrow();
                    double time = predicted.asDouble() * factor.applyAsDouble(chosen.size() - 1);
                    chosen.add(line.replaceAll("\"iteration_s\":[0-9.]+", "\"iteration_s\":" + time));
                }
            }
            Files.write(file, chosen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private double error(String stack) {
        CommandRun run = CommandRun.of("validate " + folder.resolve("runs.jsonl") + " --format json --stack " + stack);
        return JsonText.parse(run.out(), "out")
                .path("summary")
                .path(0)
                .path("time")
                .path("mape")
                .asDouble();
    }
}
