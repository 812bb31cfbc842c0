package dev.shardwright.planner.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.Frames;
import dev.shardwright.planner.Planner;
import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.Methods;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.simulator.job.BaseFormat;
import dev.shardwright.simulator.job.LowRank;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.Routing;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PlanFileTest {
    private static final Seconds ELAPSED = new Seconds(0.25);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static Stream<JobFrame> frames() {
        JobFrame main = Frames.main();
        return Stream.of(
                main,
                Frames.withMemory(main, Bytes.gibibytes(70.25)),
                renamed(Frames.of("gemma-3-12b", "dgx-a100-80gb", 16, new Workload(8192, 64), "torchtitan")),
                renamed(Frames.of("deepseek-v2-lite", "dgx-h100", 16, new Workload(4096, 64))),
                renamed(Frames.of("gpt-oss-20b", "dgx-h100", 16, new Workload(4096, 64))),
                Frames.of("mixtral-8x7b", "dgx-h100", 16, new Workload(4096, 64).withRouting(new Routing(1.25))),
                Frames.of("mixtral-8x7b", "dgx-h100", 16, new Workload(4096, 64).withRouting(new Routing(1.3, 1.1))),
                new JobFrame(
                        main.model(),
                        main.cluster(),
                        main.workload(),
                        new Numerics(Precision.FP8_TENSOR, new Optimizer("adamw", 4.5)),
                        main.stack().withKernels(main.stack().kernels())),
                new JobFrame(
                        main.model(),
                        main.cluster(),
                        new Workload(
                                main.workload().sequenceLength(),
                                main.workload().globalBatch(),
                                300),
                        main.numerics().withAdaptation(LowRank.allLinear(16, BaseFormat.NF4_DOUBLE)),
                        main.stack()));
    }

    /** Under another name a preset is a user's own model, which the file must hold in full. */
    private static JobFrame renamed(JobFrame f) {
        Transformer m = f.model();
        Transformer own = new Transformer(
                "my-" + m.name(), m.hidden(), m.layers(), m.vocabulary(), m.normalization(), m.predictionLayers());
        return new JobFrame(own, f.cluster(), f.workload(), f.numerics(), f.stack());
    }

    @ParameterizedTest
    @MethodSource("frames")
    void readsBackTheJobsItWrote(JobFrame frame) {
        assertRoundTrip(frame, PlanningRequest.of(frame));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(401, 420);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsBackRandomJobs(long seed) {
        JobFrame frame = Frames.random(new Random(seed));
        Methods offloaded = Methods.FREE.withOffload(Offload.OPTIMIZER);
        Freedom wide = Freedom.FULL.with(offloaded).with(Knob.ZERO, Range.parse("0..3", 0));
        assertRoundTrip(frame, PlanningRequest.of(frame).with(wide).with(Goal.FASTEST.withAnswers(20)));
    }

    @Test
    void readsBackEverySchedule() {
        JobFrame frame = Frames.of("llama-3-8b", "dgx-h100", 8, new Workload(4096, 32));
        for (ScheduleKind kind : ScheduleKind.all()) {
            Methods methods = new Methods(List.of(), List.of(kind), List.of(), List.of(), List.of());
            Freedom pipelines = Freedom.FULL.with(methods).with(Knob.PIPELINE, Range.exactly(4));
            PlanningRequest request = PlanningRequest.of(frame).with(pipelines);
            assertThat(Planner.plan(request, SearchMonitor.SILENT).layouts())
                    .as(kind.name())
                    .isNotEmpty()
                    .allMatch(
                            planned -> planned.job().layout().schedule().name().equals(kind.name()));
            assertRoundTrip(frame, request);
        }
    }

    @Test
    void readsBackSeveralDeviceCounts() {
        PlanningRequest request = new PlanningRequest(
                Frames.main(), List.of(32, 64), Freedom.FULL, Goal.FASTEST.withAnswers(20), SearchLimits.DEFAULT);
        assertRoundTrip(Frames.main(), request);
    }

    private static void assertRoundTrip(JobFrame frame, PlanningRequest request) {
        Plan plan = Planner.plan(request, SearchMonitor.SILENT);
        String text = PlanFile.write(plan, PlanningRequest.of(frame), Frames.CATALOG, ELAPSED);
        List<TrainingJob> jobs = PlanFile.parse(text, "plan.json", Frames.CATALOG);
        assertThat(jobs)
                .isEqualTo(plan.layouts().stream().map(PlannedLayout::job).toList());
        assertThat(PlanFile.write(plan, PlanningRequest.of(frame), Frames.CATALOG, ELAPSED))
                .isEqualTo(text);
    }

    @Test
    void presetsAreNamedAndTheRestIsWrittenOut() throws IOException {
        JsonNode named = tree(Frames.main()).path("job");
        assertThat(named.path("model").asText()).isEqualTo("llama-3-70b");
        assertThat(named.path("cluster").asText()).isEqualTo("dgx-h100");
        assertThat(named.path("stack").asText()).isEqualTo("megatron-core");
        JsonNode own = tree(renamed(Frames.withMemory(Frames.main(), Bytes.gibibytes(70))))
                .path("job");
        assertThat(own.path("model").path("layers").path(0).path("count").asInt())
                .isEqualTo(80);
        assertThat(own.path("cluster")
                        .path("accelerator")
                        .path("memory")
                        .path("usable")
                        .asText())
                .isEqualTo((70L << 30) + " B");
        assertThat(own.path("stack").asText()).isEqualTo("megatron-core");
    }

    /** The public form of a plan; a changed line breaks other people's programs. */
    @Test
    void hasTheDocumentedForm() throws IOException {
        List<String> keys = new ArrayList<>();
        keys(tree(Frames.main()), "", keys);
        try (Stream<String> golden = Files.lines(Path.of("src/test/resources/plan-file-keys.txt"))) {
            assertThat(keys).isEqualTo(golden.toList());
        }
    }

    @Test
    void everyKeyIsDocumented() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "plan-file.md"));
        List<String> keys = new ArrayList<>();
        keys(tree(Frames.main()), "", keys);
        assertThat(keys).allSatisfy(key -> {
            String name = key.substring(key.lastIndexOf('.', key.indexOf(':')) + 1, key.indexOf(':'));
            assertThat(document).containsAnyOf("`" + name + "`", "\"" + name + "\"");
        });
    }

    /** Every key with the type of its value; lists by their first item. */
    private static void keys(JsonNode node, String path, List<String> keys) {
        if (node.isObject()) {
            node.properties()
                    .forEach(e -> keys(e.getValue(), path.isEmpty() ? e.getKey() : path + "." + e.getKey(), keys));
        } else if (node.isArray()) {
            keys(node.path(0), path + "[]", keys);
        } else {
            keys.add(path + ": " + node.getNodeType().name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void figuresAreThoseOfTheReports() throws IOException {
        Plan plan = Planner.plan(PlanningRequest.of(Frames.main()), SearchMonitor.SILENT);
        JsonNode root =
                MAPPER.readTree(PlanFile.write(plan, PlanningRequest.of(Frames.main()), Frames.CATALOG, ELAPSED));
        JsonNode search = root.path("search");
        assertThat(search.path("candidates").asLong()).isEqualTo(plan.search().candidates());
        assertThat(search.path("feasible").asLong()).isEqualTo(plan.search().feasible());
        assertThat(search.path("optimal").asBoolean()).isTrue();
        assertThat(search.path("seconds").asDouble()).isEqualTo(0.25);
        for (PlannedLayout layout : plan.layouts()) {
            JsonNode node = root.path("plans").path(layout.rank() - 1);
            assertThat(node.path("rank").asInt()).isEqualTo(layout.rank());
            double written = node.path("report").path("iteration_s").asDouble();
            assertThat(written / layout.report().iteration().value()).isBetween(1 - 1e-5, 1 + 1e-5);
            JsonNode parts = node.path("report").path("time_s");
            double sum = parts.valueStream().mapToDouble(JsonNode::asDouble).sum();
            assertThat(sum / written).isBetween(1 - 1e-4, 1 + 1e-4);
        }
    }

    @Test
    void anEmptyPlanHoldsItsRemarks() throws IOException {
        JobFrame small = Frames.main().withDevices(8);
        Plan plan = Planner.plan(PlanningRequest.of(small), SearchMonitor.SILENT);
        String text = PlanFile.write(plan, PlanningRequest.of(small), Frames.CATALOG, ELAPSED);
        assertThat(PlanFile.parse(text, "plan.json", Frames.CATALOG)).isEmpty();
        assertThat(MAPPER.readTree(text).path("remarks").path(0).path("text").asText())
                .startsWith("Closest: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /job/model             | "llama-3-7b"  | plan.json, job.model: is 'llama-3-7b', which is no preset
        /job/gpus              | 0             | plan.json, job.gpus: must be a whole number of 1 or more
        /job/precision         | "bf17"        | plan.json, job.precision: is refused: 'bf17' is not one of
        /job/optimizer         | 3             | plan.json, job.optimizer: must be an object
        /job/sequence_length   | 1.5           | plan.json, job.sequence_length: must be a whole number
        /plans/1/layout/tp     | "8"           | plan.json, plans[1].layout.tp: must be a whole number
        /plans/0/layout/tp     | 12            | plan.json, plans[0]: parallel.tensor = 12: must divide attention heads
        /plans/0/layout/zero_stage | 4         | plan.json, plans[0].layout.zero_stage: must be 0 to 3
        /plans/0/layout/virtual_pp | 3         | plan.json, plans[0].layout.virtual_pp: is refused: the schedule 1f1b has 1 stages per rank, not 3
        /plans/0/layout/recompute | "some"     | plan.json, plans[0].layout.recompute: is refused
        /plans/0/layout/sequence_parallel | 1  | plan.json, plans[0].layout.sequence_parallel: must be true or false
        /plans/0/layout        | null          | plan.json, plans[0].layout: is missing
        /plans                 | 7             | plan.json, plans: must be a list
        /version               | 2             | plan.json, version = 2: is newer than this program
        /format                | "other"       | plan.json: is not a plan file
        """)
    void saysWhatIsWrongAndWhere(String pointer, String value, String message) throws IOException {
        Freedom pins = Freedom.FULL.with(Knob.TENSOR, Range.exactly(8)).with(Knob.PIPELINE, Range.exactly(1));
        ObjectNode root = (ObjectNode) tree(PlanningRequest.of(Frames.main()).with(pins));
        int slash = pointer.lastIndexOf('/');
        ObjectNode parent = slash == 0 ? root : (ObjectNode) root.at(pointer.substring(0, slash));
        parent.set(pointer.substring(slash + 1), MAPPER.readTree(value));
        assertRefused(root.toString(), message);
    }

    @Test
    void refusesWhatIsNoPlan() {
        assertRefused("", "plan.json: must hold one JSON object");
        assertRefused("[1]", "plan.json: must hold one JSON object");
        assertRefused("{\"format\": ", "plan.json:1: is not valid JSON");
        assertRefused("{}", "plan.json, format: is missing");
        assertRefused("{\"a\":1,\"a\":2}", "plan.json:1: is not valid JSON: Duplicate field 'a'");
    }

    @Test
    void refusesFilesThatCannotBeRead(@TempDir Path folder) {
        Path missing = folder.resolve("none.json");
        assertThatThrownBy(() -> PlanFile.read(missing, Frames.CATALOG))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(missing.toString());
    }

    /** Whatever is cut out or replaced, the reader answers with a message, never with another exception. */
    @Test
    void survivesDamagedFiles() throws IOException {
        String text = tree(renamed(Frames.withMemory(Frames.main(), Bytes.gibibytes(70))))
                .toString();
        Random random = new Random(77);
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            refused += readable(damaged(text, random)) ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(300);
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        int at = random.nextInt(text.length() - 20);
        switch (random.nextInt(3)) {
            case 0 -> damaged.delete(at, at + 1 + random.nextInt(20));
            case 1 -> damaged.setCharAt(at, "0123456789-.,:\"{}[]nulltrue".charAt(random.nextInt(27)));
            default -> damaged.setLength(at);
        }
        return damaged.toString();
    }

    private static boolean readable(String text) {
        try {
            PlanFile.parse(text, "plan.json", Frames.CATALOG);
            return true;
        } catch (InvalidInputException e) {
            return false;
        }
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> PlanFile.parse(text, "plan.json", Frames.CATALOG))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    private static JsonNode tree(JobFrame frame) throws IOException {
        return tree(PlanningRequest.of(frame));
    }

    private static JsonNode tree(PlanningRequest request) throws IOException {
        Plan plan = Planner.plan(request, SearchMonitor.SILENT);
        return MAPPER.readTree(PlanFile.write(plan, request, Frames.CATALOG, ELAPSED));
    }
}
