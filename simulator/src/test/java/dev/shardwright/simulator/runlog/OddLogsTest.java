package dev.shardwright.simulator.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs as they come: packed, coloured, interleaved, resumed, cut off, or not logs at all. */
final class OddLogsTest {
    private static final double[] STEADY = {900, 100, 100, 100, 100, 100, 102, 98, 100, 101, 99, 100};
    private static final String STEPS = Imports.megatronSteps(1, STEADY);

    @TempDir
    Path folder;

    static List<Path> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(Imports.FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16"})
    void windowsLineEndsAndUnicode(String charset) throws IOException {
        Path file = folder.resolve("windows.log");
        Files.write(file, STEPS.replace("\n", "\r\n").getBytes(Charset.forName(charset)));
        assertSteady(Imports.row(LogText.read(file)));
    }

    @Test
    void packedWithGzip() throws IOException {
        Path file = folder.resolve("packed.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(STEPS.getBytes(StandardCharsets.UTF_8));
        }
        assertSteady(Imports.row(LogText.read(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001B[31m", "[rank3]:", "[default12]:", "  7: ", "3: \u001B[0;1m"})
    void coloursAndWhatLaunchersPutBefore(String before) {
        String text = before + STEPS.strip().replace("\n", "\n" + before);
        assertSteady(Imports.row(LogText.of("a.log", text)));
    }

    @Test
    void interleavedRanksAreOneRun() {
        String text = STEPS.lines()
                .map(line -> "[rank0]:" + line + "\n[rank1]:" + line + "\n")
                .reduce("", String::concat);
        assertSteady(Imports.row(LogText.of("a.log", text)));
    }

    @Test
    void repeatedStepsAreTheSameStep() {
        String text = STEPS.lines().map(line -> line + "\n" + line + "\n").reduce("", String::concat);
        assertSteady(Imports.row(LogText.of("a.log", text)));
    }

    @Test
    void everyStartWarmsUp() {
        ImportedRun run = Imports.run(
                LogText.of("a.log", STEPS + "restarting\n" + Imports.megatronSteps(8, STEADY)), new Statements());
        JsonNode row = Imports.row(run);
        assertThat(row.at("/measured/iteration_s").asDouble()).isCloseTo(0.1, within(1e-9));
        assertThat(row.at("/extra/steps_dropped").asInt()).isEqualTo(10);
        assertThat(row.at("/extra/step_time_cv").asDouble()).isLessThan(0.02);
        assertThat(run.how()).contains("2 starts");
    }

    @Test
    void onlyTheFinalBatchCounts() {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 24; i++) {
            int batch = i < 14 ? 32 : 64;
            text.append(Imports.megatronSteps(i, batch * 10.0).strip())
                    .append(" global batch size: ")
                    .append(batch)
                    .append(" |\n");
        }
        JsonNode row = Imports.row(LogText.of("a.log", text.toString()));
        assertThat(row.at("/measured/iteration_s").asDouble()).isCloseTo(0.64, within(1e-9));
        assertThat(row.path("global_batch").asInt()).isEqualTo(64);
        assertThat(row.at("/extra/steps_counted").asInt()).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity",
                "[rank5]: torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 896.00 MiB",
                "RuntimeError: CUDA out of memory. Tried to allocate 20.00 MiB (GPU 0; 79.15 GiB total capacity)",
                "torch.OutOfMemoryError: HIP out of memory. Tried to allocate 7.83 GiB.",
            })
    void outOfMemoryIsTheOutcomeUnlessTheRunGoesOn(String error) {
        String arguments = "---------------- arguments ----------------\n  num_layers .... 32\n";
        JsonNode row = Imports.row(LogText.of("a.log", arguments + error));
        assertThat(row.at("/measured/oom").asBoolean()).isTrue();
        assertThat(row.at("/measured/iteration_s").isMissingNode()).isTrue();
        assertThat(row.at("/model/layers").asInt()).isEqualTo(32);

        JsonNode late = Imports.row(LogText.of("a.log", STEPS + error + "\n  File \"x.py\", line 3"));
        assertThat(late.at("/measured/oom").asBoolean()).isTrue();
        assertThat(late.at("/extra/before_out_of_memory/iteration_s").asDouble())
                .isCloseTo(0.1, within(1e-9));

        JsonNode resumed = Imports.row(LogText.of("a.log", error + "\n" + STEPS));
        assertThat(resumed.at("/measured/oom").asBoolean(true)).isFalse();
        assertSteady(resumed);
    }

    @Test
    void twoRunsInOneFileAreRefused() {
        String arguments = "---- arguments ----\n  tensor_model_parallel_size .... %s\n---- end of arguments ----\n";
        String text = arguments.replace("%s", "2") + STEPS + arguments.replace("%s", "4") + STEPS;
        assertThatThrownBy(() -> Imports.row(LogText.of("a.log", text)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a.log:2, tensor_model_parallel_size: is 2, but 4 in line");
    }

    @Test
    void logAndOptionMustAgree() {
        Statements given = new Statements();
        given.state(Fact.TENSOR, 4, "--tp");
        given.state(Fact.GPUS, 16, "--gpus");
        assertThatThrownBy(() -> Imports.run(LogText.read(Imports.FOLDER.resolve("megatron.log")), given))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("parallel.tp = 2, but --tp says 4")
                .hasMessageContaining("cluster.total_gpus = 8, but --gpus says 16");
    }

    @Test
    void degreesMustMultiplyToTheDevices() {
        Statements given = new Statements();
        given.state(Fact.TENSOR, 3, "--tp");
        given.state(Fact.PIPELINE, 1, "--pp");
        given.state(Fact.GPUS, 8, "--gpus");
        assertThatThrownBy(() -> Imports.run(LogText.of("a.log", STEPS), given))
                .hasMessageContaining("says 8 GPUs, but tp x pp x cp = 3");
    }

    @ParameterizedTest
    @CsvSource({"'', 'It holds no text'", "'hello\nworld', 'It starts: hello / world'"})
    void whatIsNoLogIsRefusedWithItsFirstLines(String text, String said) {
        assertThatThrownBy(() -> Imports.row(LogText.of("a.log", text)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("bears no mark of megatron")
                .hasMessageContaining(said);
    }

    /** Whatever is cut off or garbled, a log is read or refused; it never breaks the reader. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void garbledLogsAreReadOrRefused(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(20261125);
        for (int i = 0; i < 60; i++) {
            byte[] bytes = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            for (int j = random.nextInt(20); j > 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                JsonNode row = Imports.row(LogText.of("a.log", new String(bytes, StandardCharsets.UTF_8)));
                assertThat(row.at("/measured/iteration_s").asDouble(1)).isPositive();
            } catch (InvalidInputException e) {
                assertThat(e.problems()).isNotEmpty();
            }
        }
    }

    private static void assertSteady(JsonNode row) {
        assertThat(row.at("/measured/iteration_s").asDouble()).isCloseTo(0.1, within(1e-9));
        assertThat(row.at("/extra/steps_counted").asInt()).isEqualTo(7);
        assertThat(row.at("/extra/steps_dropped").asInt()).isEqualTo(5);
    }
}
