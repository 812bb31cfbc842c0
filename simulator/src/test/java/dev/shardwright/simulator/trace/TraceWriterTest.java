package dev.shardwright.simulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.step.MemoryCurve;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceWriterTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Path GOLDEN = Path.of("src/test/resources/golden/trace.json");
    private static final Seconds OVERHEAD = new Seconds(0.001);
    private static final MemoryCurve MEMORY = new MemoryCurve(
            1,
            List.of(
                    new MemoryCurve.Point(Seconds.ZERO, new Bytes(1000)),
                    new MemoryCurve.Point(new Seconds(0.0021), new Bytes(1500)),
                    new MemoryCurve.Point(new Seconds(0.0041), new Bytes(1000))));
    private static final int RANDOM_STEPS = 300;

    @Test
    void aSmallTraceIsAsItIsKept() throws IOException {
        String text = text(new Trace(
                "2 ranks, 2 micro-batches", HandMadeSteps.forwards(2, 2), new Seconds(0.0005), List.of(MEMORY)));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(GOLDEN, text);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void everyEventFollowsTheFormat() throws IOException {
        JsonNode schema;
        try (var resource = TraceWriterTest.class.getResourceAsStream("trace-event.schema.json")) {
            schema = MAPPER.readTree(resource);
        }
        assertThat(JsonSchema.faults(schema, read(trace(HandMadeSteps.forwards(3, 4)))))
                .isEmpty();
        for (int seed = 0; seed < RANDOM_STEPS; seed++) {
            assertThat(JsonSchema.faults(schema, read(trace(HandMadeSteps.random(seed)))))
                    .as("seed %d", seed)
                    .isEmpty();
        }
        JsonNode broken =
                MAPPER.readTree(text(trace(HandMadeSteps.forwards(1, 1))).replace("\"dur\":", "\"duration\":"));
        assertThat(JsonSchema.faults(schema, broken)).isNotEmpty();
    }

    /** Perfetto drops a slice that begins inside another and ends after it. */
    @Test
    void slicesOfAThreadAreInOrderAndNested() throws IOException {
        for (int seed = 0; seed < RANDOM_STEPS; seed++) {
            Map<Integer, List<long[]>> open = new HashMap<>();
            Map<Integer, Long> last = new HashMap<>();
            for (JsonNode slice : events(HandMadeSteps.random(seed), "X")) {
                long from = nanoseconds(slice, "ts");
                long until = from + nanoseconds(slice, "dur");
                int thread = slice.path("tid").asInt();
                assertThat(from).as("seed %d: %s", seed, slice).isGreaterThanOrEqualTo(last.getOrDefault(thread, 0L));
                last.put(thread, from);
                List<long[]> stack = open.computeIfAbsent(thread, t -> new ArrayList<>());
                stack.removeIf(outer -> outer[0] <= from);
                assertThat(stack)
                        .as("seed %d: %s", seed, slice)
                        .allSatisfy(outer -> assertThat(until).isLessThanOrEqualTo(outer[0]));
                stack.add(new long[] {until});
            }
        }
    }

    @Test
    void theSlicesOfAThreadAddUpToItsStream() throws IOException {
        for (int seed = 0; seed < RANDOM_STEPS; seed++) {
            Timeline timeline = HandMadeSteps.random(seed);
            Map<Integer, Double> written = new TreeMap<>();
            for (JsonNode slice : events(timeline, "X")) {
                if (!slice.path("name").asText().startsWith("part ")) {
                    written.merge(slice.path("tid").asInt(), slice.path("dur").asDouble() / 1e6, Double::sum);
                }
            }
            TaskGraph graph = timeline.graph();
            for (int rank = 0; rank < graph.ranks(); rank++) {
                for (Stream stream : Stream.values()) {
                    int thread = 100 * (rank + 1) + stream.ordinal() + 1;
                    assertThat(written.getOrDefault(thread, 0.0))
                            .as("seed %d, rank %d, %s", seed, rank, stream)
                            .isCloseTo(timeline.busy(rank, stream).value(), offset(61e-9));
                }
            }
            int path = 100 * (graph.ranks() + 1) + 1;
            assertThat(written.getOrDefault(path, 0.0))
                    .as("critical path of seed %d", seed)
                    .isLessThanOrEqualTo(timeline.makespan().value() + OVERHEAD.value() + 1e-9);
        }
    }

    @Test
    void theCriticalPathFillsTheStep() throws IOException {
        Timeline timeline = HandMadeSteps.forwards(3, 4);
        double sum = 0;
        for (JsonNode slice : events(timeline, "X")) {
            sum += slice.path("pid").asInt() == 4 ? slice.path("dur").asDouble() : 0;
        }
        assertThat(sum / 1e6).isCloseTo(timeline.makespan().value() + OVERHEAD.value(), offset(1e-8));
    }

    @Test
    void layersFillTheirStage() throws IOException {
        List<JsonNode> slices = events(HandMadeSteps.forwards(1, 1), "X");
        JsonNode stage = named(slices, "stage forward").get(1);
        List<JsonNode> layers = new ArrayList<>(named(slices, "layer 0 forward"));
        layers.addAll(named(slices, "layer 1 forward"));

        assertThat(layers).hasSize(2);
        assertThat(layers.stream().mapToLong(layer -> nanoseconds(layer, "dur")).sum())
                .isEqualTo(nanoseconds(stage, "dur"));
        assertThat(stage.path("args").path("TFLOP/s").asDouble()).isEqualTo(8e11 / 0.002 / 1e12);
        assertThat(stage.path("args").path("GB/s").asDouble()).isEqualTo(6e6 / 0.002 / 1e9);
        assertThat(stage.path("args").path("formula").asText()).isEqualTo("docs/model/operators.md");
    }

    @Test
    void arrowsLeadToWhatWaitedForAnotherRank() throws IOException {
        Timeline timeline = HandMadeSteps.forwards(3, 2);
        List<JsonNode> starts = events(timeline, "s");
        List<JsonNode> ends = events(timeline, "f");

        assertThat(starts).hasSize(4).hasSameSizeAs(ends);
        for (int i = 0; i < starts.size(); i++) {
            int sender = i < 2 ? 1 : 2;
            assertThat(starts.get(i).path("id")).isEqualTo(ends.get(i).path("id"));
            assertThat(starts.get(i).path("pid").asInt()).isEqualTo(sender);
            assertThat(ends.get(i).path("pid").asInt()).isEqualTo(sender + 1);
            assertThat(nanoseconds(ends.get(i), "ts") - nanoseconds(starts.get(i), "ts"))
                    .isEqualTo(100_000);
        }
    }

    @Test
    void aCompressedTraceHoldsTheSame() throws IOException {
        Trace trace = trace(HandMadeSteps.forwards(2, 3));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        TraceWriter.write(trace, TraceFormat.of("step.json.gz"), file);

        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(file.toByteArray())).readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8)).isEqualTo(text(trace));
        assertThat(file.size()).isLessThan(unpacked.length / 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "step.txt", "step.gz", "json"})
    void otherEndingsAreRefused(String name) {
        assertThatThrownBy(() -> TraceFormat.of(name))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(name + ": must end in .json or .json.gz");
    }

    /** A tenth of the slices and twice the time of the target, since other builds may run beside this one. */
    @Test
    void aLargeTraceIsWrittenInTime() throws IOException {
        Trace trace = trace(HandMadeSteps.forwards(8, 3125));
        CountingStream file = new CountingStream();
        long start = System.nanoTime();
        TraceWriter.write(trace, TraceFormat.JSON, file);

        assertThat(file.lines).isGreaterThan(100_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private static Trace trace(Timeline timeline) {
        return new Trace("by hand", timeline, OVERHEAD, List.of());
    }

    private static String text(Trace trace) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        TraceWriter.write(trace, TraceFormat.JSON, file);
        return file.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode read(Trace trace) throws IOException {
        return MAPPER.readTree(text(trace));
    }

    private static List<JsonNode> events(Timeline timeline, String phase) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (JsonNode event : read(trace(timeline)).path("traceEvents")) {
            if (event.path("ph").asText().equals(phase)) {
                events.add(event);
            }
        }
        return events;
    }

    private static List<JsonNode> named(List<JsonNode> slices, String name) {
        return slices.stream()
                .filter(slice -> slice.path("name").asText().equals(name))
                .toList();
    }

    private static long nanoseconds(JsonNode event, String key) {
        return Math.round(event.path(key).asDouble() * 1000);
    }

    /** Keeps nothing. */
    private static final class CountingStream extends OutputStream {
        private long lines;

        @Override
        public void write(int one) {
            lines += one == '\n' ? 1 : 0;
        }
    }
}
