package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code simulate} with {@code --explain}, {@code --trace} and {@code --draw}. */
final class TimelineCommandTest {
    private static final String SIMULATE = "simulate --model llama-3-8b --cluster dgx-h100 --gpus 16"
            + " --sequence-length 4096 --global-batch 64 --tp 2 --pp 4 ";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Test
    void explanationFollowsTheReport() {
        CommandRun plain = CommandRun.of(SIMULATE);
        CommandRun explained = CommandRun.of(SIMULATE + "--explain");

        assertThat(explained.err()).isEmpty();
        assertThat(explained.status()).isZero();
        assertThat(explained.out()).startsWith(plain.out());
        assertThat(explained.out().lines())
                .anyMatch(line -> line.startsWith("event by event"))
                .anyMatch(line -> line.startsWith("what the step waits for"))
                .anyMatch(line -> line.startsWith("forward compute"))
                .anyMatch(line -> line.startsWith("beside compute"))
                .anyMatch(line -> line.startsWith("rank 3"))
                .noneMatch(line -> line.endsWith(" "));
    }

    @Test
    void explanationIsMachineReadable() throws IOException {
        JsonNode plain =
                MAPPER.readTree(CommandRun.of(SIMULATE + "--format json").out());
        JsonNode explained = MAPPER.readTree(
                CommandRun.of(SIMULATE + "--format json --explain").out());
        JsonNode timeline = explained.path("timeline");

        assertThat(plain.has("timeline")).isFalse();
        assertThat(timeline.path("closed_form_s")).isEqualTo(explained.path("iteration_s"));
        assertThat(sum(timeline.path("critical_path_s")))
                .isCloseTo(timeline.path("step_s").asDouble(), within(1e-5));
        assertThat(timeline.path("idle")).hasSize(4);
        assertThat(timeline.path("memory_peak").path("used_gib").asDouble()).isPositive();
        assertThat(timeline.path("step_without_s").path("backward_compute").asDouble())
                .isLessThan(timeline.path("step_s").asDouble());
    }

    @Test
    void traceIsWrittenWholeAndSaysHowToOpenIt() throws IOException {
        Path plain = folder.resolve("step.json");
        Path packed = folder.resolve("step.json.gz");
        CommandRun run = CommandRun.of(SIMULATE + "--trace " + plain);

        assertThat(run.status()).isZero();
        assertThat(run.err()).hasLineCount(1);
        assertThat(run.said()).contains("wrote " + plain + ": open it at https://ui.perfetto.dev");
        assertThat(run.out()).isEqualTo(CommandRun.of(SIMULATE).out());
        assertThat(MAPPER.readTree(plain.toFile()).path("traceEvents").size()).isGreaterThan(1000);

        CommandRun.of(SIMULATE + "--trace " + packed);
        try (InputStream unpacked = new GZIPInputStream(Files.newInputStream(packed))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(Files.readString(plain));
        }
        assertThat(files()).containsExactlyInAnyOrder("step.json", "step.json.gz");
    }

    @Test
    void traceNamesStagesStreamsAndLayers() throws IOException {
        Path file = folder.resolve("step.json");
        CommandRun.of(SIMULATE + "--trace " + file);
        List<String> names = MAPPER.readTree(file.toFile()).path("traceEvents").findValuesAsText("name");

        assertThat(names)
                .contains(
                        "pipeline rank 0", "pipeline rank 3", "critical path", "compute", "send activations", "memory");
        assertThat(names).anyMatch(name -> name.matches(".*layer.* (forward|backward)"));
    }

    @Test
    void stepIsDrawn() throws IOException {
        Path svg = folder.resolve("step.svg");
        Path png = folder.resolve("step.png");

        assertThat(CommandRun.of(SIMULATE + "--draw " + svg).said()).isEqualTo("wrote " + svg + " ");
        assertThat(CommandRun.of(SIMULATE + "--draw " + png).status()).isZero();
        assertThat(Files.readString(svg)).startsWith("<svg").contains("llama-3-8b", "rank 3", "forward", "time (");
        assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(1000);
        assertThat(files()).containsExactlyInAnyOrder("step.svg", "step.png");
    }

    @Test
    void planFilesHaveTimelinesToo() throws IOException {
        Path plan = folder.resolve("plan.json");
        Path trace = folder.resolve("step.json");
        CommandRun.of("plan --model llama-3-8b --cluster dgx-h100 --gpus 16 --sequence-length 4096 --global-batch 64"
                + " --top 2 -o " + plan);
        CommandRun run = CommandRun.of("simulate " + plan + " --rank 2 --explain --trace " + trace);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("event by event");
        assertThat(trace).isNotEmptyFile();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static double sum(JsonNode node) {
        double sum = 0;
        for (JsonNode value : node) {
            sum += value.asDouble();
        }
        return sum;
    }
}
