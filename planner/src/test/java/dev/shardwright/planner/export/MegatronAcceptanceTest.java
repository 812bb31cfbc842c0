package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.export.megatron.MegatronRelease;
import dev.shardwright.planner.export.megatron.StageLayers;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks Megatron-LM's own argument code. Runs only where a checkout is:
 * {@code -Dmegatron.checkout=FOLDER -Dmegatron.release=0.19}, python3 on the path; torch is not needed.
 */
final class MegatronAcceptanceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCRIPTS = 400;

    @TempDir
    private Path folder;

    @Test
    void megatronAcceptsRandomExports() throws IOException, InterruptedException {
        String checkout = System.getProperty("megatron.checkout", "");
        assumeTrue(!checkout.isEmpty(), "no -Dmegatron.checkout=FOLDER");
        MegatronRelease release =
                MegatronRelease.parse(System.getProperty("megatron.release", MegatronRelease.NEWEST.label()));
        List<TrainingJob> jobs = new ArrayList<>();
        List<String> cases = new ArrayList<>();
        RandomJobs random = new RandomJobs(19);
        while (jobs.size() < SCRIPTS) {
            TrainingJob job = random.next();
            try {
                String script = new MegatronTarget(release)
                        .export(job, ExportContext.BARE)
                        .get(0)
                        .text();
                cases.add(caseOf(jobs.size(), job, script).toString());
                jobs.add(job);
            } catch (InvalidInputException e) {
                assertThat(e.problems()).isNotEmpty();
            }
        }
        List<JsonNode> answers = ask(checkout, cases);
        assertThat(answers).hasSize(SCRIPTS);
        Map<Integer, String> refused = new TreeMap<>();
        for (JsonNode answer : answers) {
            int id = answer.get("id").asInt();
            if (!answer.get("accepted").asBoolean()) {
                refused.put(id, answer.get("error") + " " + cases.get(id));
            } else {
                assertThat(answer.get("layers").toString())
                        .as("layers of the chunks of %s", cases.get(id))
                        .isEqualTo(JSON.writeValueAsString(
                                StageLayers.of(jobs.get(id)).counts()));
            }
        }
        assertThat(refused).isEmpty();
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
