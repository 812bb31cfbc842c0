package dev.shardwright.planner.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.shardwright.planner.Frames;
import dev.shardwright.planner.Planner;
import dev.shardwright.planner.export.JobSketch;
import dev.shardwright.planner.export.RandomJobs;
import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.plan.SearchSummary;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.jobfile.JobFile;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.unit.Seconds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every plan file that is written keeps docs/plan.schema.json, and the schema finds what is wrong. */
final class PlanSchemaTest {
    private static final int JOBS = 400;

    private static ObjectNode written(TrainingJob job) {
        Plan plan = new Plan(
                List.of(new PlannedLayout(1, Simulator.simulate(job))),
                new SearchSummary(1, 1, 1, SearchSummary.Proof.OPTIMAL),
                List.of(new Remark(Remark.Kind.WHY_FIRST, "It is alone.")));
        return PlanFile.json(plan, PlanningRequest.of(JobFrame.of(job)), JobSketch.CATALOG, new Seconds(0.5));
    }

    @Test
    void plansOfRandomJobsKeepTheSchema() {
        RandomJobs random = new RandomJobs(11);
        for (int i = 0; i < JOBS; i++) {
            TrainingJob job = random.next();
            if (job.cluster().accelerator().supports(job.numerics().precision().operands())) {
                assertThat(PlanSchema.faultsAndUnknownKeys(written(job)))
                        .as("job %d", i)
                        .isEmpty();
            }
        }
    }

    static Stream<String> models() {
        return JobSketch.CATALOG.models().names().stream();
    }

    /** Under another name a preset stands in the file in full. */
    @ParameterizedTest
    @MethodSource("models")
    void everyModelInFullKeepsTheSchema(String name) {
        Transformer m = JobSketch.CATALOG.models().model(name);
        Transformer own = new Transformer(
                "my-" + name, m.hidden(), m.layers(), m.vocabulary(), m.normalization(), m.predictionLayers());
        TrainingJob job = JobSketch.of(own, JobSketch.CATALOG.hardware().cluster("dgx-h100", 8))
                .batch(512, 8, 1)
                .job();
        assertThat(PlanSchema.faultsAndUnknownKeys(written(job))).isEmpty();
    }

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "examples"))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void plansOfTheExamplesKeepTheSchema(Path file) throws IOException {
        TrainingJob job = JobFile.parse(Files.readString(file), file, JobSketch.CATALOG);
        assertThat(PlanSchema.faultsAndUnknownKeys(written(job))).isEmpty();
    }

    @Test
    void aSearchedPlanKeepsTheSchema() {
        JobFrame frame = Frames.of("llama-3-8b", "dgx-h100", 8, new Workload(8192, 64));
        Plan plan = Planner.plan(PlanningRequest.of(frame), SearchMonitor.SILENT);
        assertThat(plan.layouts()).hasSizeGreaterThan(1);
        assertThat(PlanSchema.faultsAndUnknownKeys(
                        PlanFile.json(plan, PlanningRequest.of(frame), Frames.CATALOG, new Seconds(0.5))))
                .isEmpty();
    }

    @Test
    void aLaterKeyIsNoFault() {
        ObjectNode plan = written(sketch().job());
        plan.put("later", true);
        assertThat(PlanSchema.faults(plan)).isEmpty();
        assertThat(PlanSchema.faultsAndUnknownKeys(plan)).isNotEmpty();
    }

    private static JobSketch sketch() {
        return JobSketch.of("llama-3-8b", 8).batch(4096, 64, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "/version, 2",
        "/format, 7",
        "/job/precision, \"fp12\"",
        "/job/gpus, 0",
        "/job/model, 8",
        "/plans/0/layout/tp, \"two\"",
        "/plans/0/layout/zero_stage, 4",
        "/plans/0/layout/recompute, \"layers:\"",
        "/plans/0/report/verdict, \"maybe\"",
        "/remarks/0/kind, \"other\"",
    })
    void aWrongValueIsAFault(String pointer, String value) throws IOException {
        ObjectNode plan = written(sketch().job());
        int end = pointer.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) (end == 0 ? plan : plan.at(pointer.substring(0, end)));
        parent.set(
                pointer.substring(end + 1),
                JsonText.parse("{\"v\":" + value + "}", "test").get("v"));
        assertThat(PlanSchema.faults(plan)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/job, global_batch", "/plans/0, layout", "/plans/0/layout, dp", "/plans/0/report/time_s, bubble"})
    void aMissingKeyIsAFault(String pointer, String key) {
        ObjectNode plan = written(sketch().job());
        ((ObjectNode) plan.at(pointer)).remove(key);
        assertThat(PlanSchema.faults(plan)).anyMatch(fault -> fault.contains(key));
    }

    /** The schema is a schema: of its own draft, with nothing misspelt in it. */
    @Test
    void theSchemaIsOfItsDraft() throws IOException {
        JsonNode schema = JsonText.parse(Files.readString(Path.of("..", "docs", "plan.schema.json")), "schema");
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                        .validate(schema))
                .isEmpty();
        assertThat(schema.at("/properties/version/const").asInt()).isEqualTo(PlanFile.VERSION);
        assertThat((ArrayNode) schema.at("/required")).isNotEmpty();
    }
}
