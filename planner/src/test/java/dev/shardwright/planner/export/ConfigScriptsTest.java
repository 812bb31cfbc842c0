package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.model.Transformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whole exports, as files under src/test/resources ({@code -Dgoldens.write=true} writes them anew), and in Bash. */
final class ConfigScriptsTest {
    private static final Path GOLDENS = Path.of("src/test/resources/dev/shardwright/planner/export");
    private static final String HOSTILE = "x\" && rm -rf ~ #\n- 'y': {z}\t$(reboot) `id` \ud83d\ude80 \\";

    @TempDir
    private Path folder;

    private static boolean bash;

    @BeforeAll
    static void findsBash() {
        bash = Files.isExecutable(Path.of("/bin/bash"));
    }

    /** One real plan a target. */
    private static TrainingJob example(Framework framework) {
        return switch (framework) {
            case DEEPSPEED ->
                JobSketch.of("mixtral-8x7b", 64)
                        .experts(1, 1, 1, 8, 1)
                        .sharding(3, 1)
                        .batch(4096, 512, 1)
                        .recompute("full")
                        .stack("deepspeed")
                        .job();
            case ACCELERATE ->
                JobSketch.of("llama-3-70b", 64)
                        .dense(8, 1, 1)
                        .sequence(SequenceParallel.OFF)
                        .sharding(3, 1)
                        .batch(8192, 256, 1)
                        .recompute("full")
                        .stack("torchtitan")
                        .job();
            case NANOTRON ->
                JobSketch.of("llama-3-70b", 64)
                        .dense(4, 4, 1)
                        .batch(8192, 256, 1)
                        .recompute("full")
                        .stack("nanotron")
                        .job();
            case GPT_NEOX ->
                JobSketch.of("llama-3-70b", 64)
                        .dense(4, 4, 1)
                        .batch(8192, 256, 1)
                        .recompute("full")
                        .job();
            case GALVATRON ->
                JobSketch.of("llama-3-8b", 24)
                        .dense(2, 3, 1)
                        .sharding(2, 1)
                        .batch(4096, 256, 1)
                        .recompute("layers:4")
                        .job();
            default ->
                JobSketch.of("llama-3-8b", 64)
                        .sharding(3, 4)
                        .batch(8192, 256, 2)
                        .recompute("full")
                        .stack("llm-foundry")
                        .job();
        };
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MEGATRON")
    void filesAreAsWritten(Framework framework) throws IOException {
        for (ExportedFile file : framework.at("").export(example(framework), ExportContext.BARE)) {
            Path golden = GOLDENS.resolve(framework.targetName()).resolve(file.name());
            if (Boolean.getBoolean("goldens.write")) {
                Files.createDirectories(golden.getParent());
                Files.writeString(golden, file.text());
            }
            assertThat(file.text()).as(golden.toString()).isEqualTo(Files.readString(golden));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MEGATRON")
    void predictedFiguresStandAtTheHead(Framework framework) {
        TrainingJob job = example(framework);
        List<ExportedFile> files = framework.at("").export(job, ExportContext.predicted(job));
        assertThat(files.get(files.size() - 1).text())
                .contains("# Predicted:  ")
                .contains("# Layout:     ");
    }

    /** A name can neither end a quoted text or comment nor reach the shell. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MEGATRON")
    void hostileNamesStayTexts(Framework framework) throws IOException, InterruptedException {
        TrainingJob plain = example(framework);
        TrainingJob hostile = renamed(plain);
        ExportedConfig before = ExportedConfig.of(framework, plain);
        ExportedConfig after = ExportedConfig.of(framework, hostile);
        assertThat(after.config()
                        .toString()
                        .replace(quoted(HOSTILE), quoted(plain.model().name())))
                .isEqualTo(before.config().toString());
        assertThat(run(after)).isEqualTo(run(before)).isNotEmpty();
    }

    private static String quoted(String text) throws IOException {
        return new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(text);
    }

    private static TrainingJob renamed(TrainingJob job) {
        Transformer m = job.model();
        Transformer other = new Transformer(
                HOSTILE, m.hidden(), m.layers(), m.vocabulary(), m.normalization(), m.predictionLayers());
        return new TrainingJob(other, job.cluster(), job.workload(), job.layout(), job.numerics(), job.stack());
    }

    /** The words of the start command, from a launcher that prints them. */
    private List<String> run(ExportedConfig export) throws IOException, InterruptedException {
        assumeTrue(bash, "no /bin/bash");
        Path place = Files.createDirectories(folder.resolve(String.valueOf(System.nanoTime())));
        for (ExportedFile file : export.files()) {
            Files.writeString(place.resolve(file.name()), file.text());
        }
        for (String launcher : List.of("torchrun", "accelerate", "composer", "deepy.py")) {
            Path stub = Files.writeString(place.resolve(launcher), "#!/bin/bash\nprintf '%s\\n' \"${0##*/}\" \"$@\"\n");
            assertThat(stub.toFile().setExecutable(true)).isTrue();
        }
        ProcessBuilder process =
                new ProcessBuilder("/bin/bash", place.resolve("launch.sh").toString(), "--more");
        process.environment().put("PATH", place + ":" + process.environment().get("PATH"));
        for (String name : List.of("NEOX_PATH", "NANOTRON_PATH", "GALVATRON_PATH", "LLM_FOUNDRY_PATH")) {
            process.environment().put(name, name.startsWith("NEOX") ? place.toString() : name);
        }
        process.environment().put("TRAIN_SCRIPT", "my train.py");
        process.environment().put("GALVATRON_CONFIG", "train_dist.yaml");
        process.environment().put("MASTER_ADDR", "node-0");
        process.environment().put("NODE_RANK", "1");
        Path output = folder.resolve("output");
        int code = process.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String text = Files.readString(output).replace(place.toString(), "HERE");
        assertThat(code).as(text).isZero();
        assertThat(text).endsWith("--more\n");
        return text.lines().map(line -> line.toLowerCase(Locale.ROOT)).toList();
    }
}
