package dev.shardwright.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.step.Detail;
import dev.shardwright.simulator.step.StepTimeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Traces of steps of real models. */
final class JobTraceTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int JOBS = 30;
    /** Larger ones take long to read. */
    private static final int MOST_TASKS = 5_000;

    @Test
    void everyEventFollowsTheFormatAndEveryFormulaHasItsPage() throws IOException {
        JsonNode schema;
        try (var resource = JobTraceTest.class.getResourceAsStream("trace-event.schema.json")) {
            schema = MAPPER.readTree(resource);
        }
        Set<String> pages = new TreeSet<>();
        int read = 0;
        for (TrainingJob job : TestJobs.random(11, JOBS)) {
            for (Detail detail : Detail.values()) {
                StepTimeline step = Simulator.timeline(job, detail);
                if (step.timeline().graph().size() <= MOST_TASKS) {
                    JsonNode trace = read(step);
                    assertThat(JsonSchema.faults(schema, trace))
                            .as("%s %s", job, detail)
                            .isEmpty();
                    trace.findValuesAsText("formula").forEach(pages::add);
                    read++;
                }
            }
        }
        assertThat(read).isGreaterThan(JOBS / 2);
        assertThat(pages)
                .isNotEmpty()
                .allSatisfy(page -> assertThat(Files.isRegularFile(Path.of("..", page)))
                        .as(page)
                        .isTrue());
    }

    private static JsonNode read(StepTimeline step) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        TraceWriter.write(Trace.of("a job", step), TraceFormat.JSON, file);
        return MAPPER.readTree(file.toByteArray());
    }
}
