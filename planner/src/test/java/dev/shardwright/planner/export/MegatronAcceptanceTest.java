package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.planner.export.megatron.MegatronRelease;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks Megatron-LM's own argument code. Runs only where a checkout is:
 * {@code -Dmegatron.checkout=FOLDER -Dmegatron.release=0.19}, python3 on the path; torch is not needed.
 */
final class MegatronAcceptanceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHECKOUT = System.getProperty("megatron.checkout", "");
    private static final int SCRIPTS = 400;
    private static final long SEED = 19;

    @TempDir
    private Path folder;

    @BeforeEach
    void aCheckoutIsNamed() {
        assumeTrue(!CHECKOUT.isEmpty(), "no -Dmegatron.checkout=FOLDER");
    }

    @Test
    void megatronAcceptsRandomLayouts() throws IOException, InterruptedException {
        RandomJobs random = new RandomJobs(SEED);
        checkAll(exports(Stream.generate(random::next)).limit(SCRIPTS).toList());
    }

    @Test
    void megatronAcceptsEveryShippedModel() throws IOException, InterruptedException {
        Stream<TrainingJob> jobs = MegatronModelsTest.models().stream()
                .map(JobSketch.CATALOG.models()::model)
                .map(MegatronModelsTest::job);
        checkAll(exports(jobs).toList());
    }

    private void checkAll(List<Export> exports) throws IOException, InterruptedException {
        List<JsonNode> answers = ask(exports);
        assertThat(answers).hasSameSizeAs(exports).isNotEmpty();
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < answers.size(); i++) {
            check(exports.get(i), answers.get(i), all);
        }
        all.assertAll();
    }

    private static void check(Export export, JsonNode answer, SoftAssertions all) throws IOException {
        all.assertThat(answer.path("error").asText())
                .as("refusal of %s", export.question)
                .isEmpty();
        all.assertThat(answer.path("changed").toString())
                .as("arguments that became others, of %s", export.question)
                .isIn("{}", becomesLayerWise(export.job));
        all.assertThat(answer.path("layers").toString())
                .as("layers of the chunks, of %s", export.question)
                .isEqualTo(JSON.writeValueAsString(StageLayers.of(export.job).counts()));
    }

    /** Muon's distributed optimizer goes by whole layers and answers to another name inside. */
    private static String becomesLayerWise(TrainingJob job) {
        return job.numerics().optimizer().equals(Optimizer.MUON)
                ? "{\"use_distributed_optimizer\":[\"True\",\"False\"]}"
                : "{}";
    }

    /** An exported job and the line that asks about it. */
    private record Export(TrainingJob job, String question) {}

    /** The jobs that are not refused. */
    private static Stream<Export> exports(Stream<TrainingJob> jobs) {
        MegatronTarget target =
                new MegatronTarget(MegatronRelease.parse(System.getProperty("megatron.release", "0.19")));
        return jobs.flatMap(job -> {
            try {
                String script = target.export(job, ExportContext.BARE).get(0).text();
                return Stream.of(new Export(job, question(job, script).toString()));
            } catch (InvalidInputException e) {
                return Stream.empty();
            }
        });
    }

    private static ObjectNode question(TrainingJob job, String script) {
        ScriptReader reader = ScriptReader.of(script);
        ObjectNode node = JSON.createObjectNode();
        node.put("world", reader.world());
        node.set("env", JSON.valueToTree(reader.environment()));
        node.set("argv", JSON.valueToTree(reader.arguments()));
        node.set("capability", JSON.valueToTree(capability(job)));
        return node;
    }

    private static List<Integer> capability(TrainingJob job) {
        return switch (job.cluster().accelerator().architecture()) {
            case "blackwell" -> List.of(10, 0);
            case "ampere" -> List.of(8, 0);
            default -> List.of(9, 0);
        };
    }

    private List<JsonNode> ask(List<Export> exports) throws IOException, InterruptedException {
        Path input = Files.write(
                folder.resolve("questions"),
                exports.stream().map(Export::question).toList());
        Path output = folder.resolve("answers");
        Path errors = folder.resolve("errors");
        int code = new ProcessBuilder("python3", "src/test/python/megatron_accepts.py", CHECKOUT)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        assertThat(code).as(Files.readString(errors)).isZero();
        List<JsonNode> answers = new ArrayList<>();
        for (String line : Files.readAllLines(output)) {
            answers.add(JSON.readTree(line));
        }
        return answers;
    }
}
