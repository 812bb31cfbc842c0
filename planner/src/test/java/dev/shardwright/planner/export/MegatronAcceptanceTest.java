package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.export.megatron.MegatronRelease;
import dev.shardwright.planner.export.megatron.StageLayers;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks Megatron-LM's own argument code. Runs only where a checkout is:
 * {@code -Dmegatron.checkout=FOLDER -Dmegatron.release=0.19}, python3 on the path; torch is not needed.
 */
final class MegatronAcceptanceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCRIPTS = 400;
    private static final long SEED = 19;

    @TempDir
    private Path folder;

    @Test
    void megatronAcceptsRandomExports() throws IOException, InterruptedException {
        String checkout = System.getProperty("megatron.checkout", "");
        assumeTrue(!checkout.isEmpty(), "no -Dmegatron.checkout=FOLDER");
        MegatronRelease release =
                MegatronRelease.parse(System.getProperty("megatron.release", MegatronRelease.NEWEST.label()));
        List<Export> exports = exports(new MegatronTarget(release));
        List<JsonNode> answers =
                ask(checkout, exports.stream().map(Export::question).toList());
        assertThat(answers).hasSize(SCRIPTS);
        SoftAssertions all = new SoftAssertions();
        for (JsonNode answer : answers) {
            Export export = exports.get(answer.get("id").asInt());
            all.assertThat(answer.path("error").asText())
                    .as("refusal of %s", export.question)
                    .isEmpty();
            all.assertThat(answer.path("changed").toString())
                    .as("arguments that became others, of %s", export.question)
                    .isIn("{}", "", becomesLayerWise(export.job));
            all.assertThat(answer.path("layers").toString())
                    .as("layers of the chunks, of %s", export.question)
                    .isEqualTo(
                            JSON.writeValueAsString(StageLayers.of(export.job).counts()));
        }
        all.assertAll();
    }

    /** Muon's distributed optimizer goes by whole layers and answers to another name inside. */
    private static String becomesLayerWise(TrainingJob job) {
        return job.numerics().optimizer().equals(Optimizer.MUON)
                ? "{\"use_distributed_optimizer\":[\"True\",\"False\"]}"
                : "";
    }

    /** An exported job and the line that asks about it. */
    private record Export(TrainingJob job, String question) {}

    private static List<Export> exports(MegatronTarget target) {
        RandomJobs random = new RandomJobs(SEED);
        List<Export> exports = new ArrayList<>();
        int refused = 0;
        while (exports.size() < SCRIPTS) {
            TrainingJob job = random.next();
            try {
                String script = target.export(job, ExportContext.BARE).get(0).text();
                exports.add(new Export(job, caseOf(exports.size(), job, script).toString()));
            } catch (InvalidInputException e) {
                refused++;
                e.problems()
                        .forEach(x -> System.out.println("REFUSED " + x.rule().replaceAll("[0-9]+", "N")));
            }
        }
        System.out.println(
                target.version() + ": " + SCRIPTS + " scripts; " + refused + " jobs refused by the exporter");
        return exports;
    }

    private static ObjectNode caseOf(int id, TrainingJob job, String script) {
        ScriptReader reader = ScriptReader.of(script);
        ObjectNode node = JSON.createObjectNode();
        node.put("id", id);
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

    private List<JsonNode> ask(String checkout, List<String> cases) throws IOException, InterruptedException {
        Path input = Files.write(folder.resolve("cases"), cases);
        Path output = folder.resolve("answers");
        Path errors = folder.resolve("errors");
        int code = new ProcessBuilder("python3", "src/test/python/megatron_accepts.py", checkout)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        assertThat(code).as(Files.readString(errors)).isZero();
        List<JsonNode> answers = new ArrayList<>();
        for (String line : Files.readAllLines(output, StandardCharsets.UTF_8)) {
            if (line.startsWith("{")) {
                answers.add(JSON.readTree(line));
            }
        }
        return answers;
    }
}
