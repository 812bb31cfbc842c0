package dev.shardwright.profiler.steptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.unit.Seconds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Traces in the form of PyTorch 2.5 and of PyTorch 1.12; their figures are made up. */
final class StepTraceTest {
    private static final Path FOLDER = Path.of("src/test/resources/imports");
    private static final Path NEW = FOLDER.resolve("step-2025.json");
    private static final Path OLD = FOLDER.resolve("step-2022.json");

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("trace.json"), text);
    }

    private static <T extends KernelTiming> List<T> timings(StepTrace trace, Class<T> kind) {
        return trace.timings().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void productsHaveShapeFormatAndTheTimeOfAllTheirKernels() {
        List<KernelTiming.Product> products = timings(StepTrace.read(NEW), KernelTiming.Product.class);
        assertThat(products).hasSize(14);
        assertThat(products)
                .filteredOn(product -> product.shape().equals(new Gemm.Shape(4096, 1024, 4096, 1)))
                .hasSize(2)
                .first()
                .satisfies(product -> {
                    assertThat(product.format()).isEqualTo(NumberFormat.BF16);
                    assertThat(product.time().value()).isCloseTo((57 + 4) * 1e-6, within(1e-10));
                });
        assertThat(products)
                .extracting(KernelTiming.Product::shape)
                .contains(new Gemm.Shape(4096, 3072, 1024, 1), new Gemm.Shape(50304, 1024, 4096, 1));
    }

    @Test
    void attentionOfBothPasses() {
        List<KernelTiming.Attention> calls = timings(StepTrace.read(NEW), KernelTiming.Attention.class);
        assertThat(calls)
                .hasSize(4)
                .allSatisfy(call -> assertThat(call.core().extent())
                        .isEqualTo(new AttentionCore.Extent(32, 32, 2048, 1024.5, 64, 64)));
        assertThat(calls.get(0).core().pass()).isEqualTo(AttentionCore.Pass.FORWARD);
        assertThat(calls.get(1).core().pass()).isEqualTo(AttentionCore.Pass.BACKWARD);
        assertThat(calls.get(1).time().value()).isCloseTo((7 + 171 + 6) * 1e-6, within(1e-10));
    }

    @Test
    void collectivesAndStreams() {
        StepTrace trace = StepTrace.read(NEW);
        assertThat(timings(trace, KernelTiming.Exchange.class))
                .hasSize(2)
                .first()
                .satisfies(exchange -> {
                    assertThat(exchange.collective()).isEqualTo(Collective.ALL_REDUCE);
                    assertThat(exchange.ranks()).isEqualTo(8);
                    assertThat(exchange.buffer().value()).isEqualTo(2L * 51_511_296);
                });
        assertThat(timings(trace, KernelTiming.Stream.class))
                .filteredOn(stream -> stream.kind().equals("norm"))
                .first()
                .satisfies(stream -> assertThat(stream.bytes().value()).isEqualTo(2L * 2 * 4096 * 1024));
        assertThat(timings(trace, KernelTiming.Stream.class))
                .extracting(KernelTiming.Stream::kind)
                .contains("norm.backward", "activation", "activation.backward", "embedding", "loss", "residual")
                .doesNotContain("copy");
    }

    /** There the numbers of kernels and operators do not meet: the launching call's place in time counts. */
    @Test
    void olderTracesAreLinkedByTime() {
        List<KernelTiming.Product> old = timings(StepTrace.read(OLD), KernelTiming.Product.class);
        List<KernelTiming.Product> first =
                timings(StepTrace.read(NEW), KernelTiming.Product.class).subList(0, 7);
        assertThat(old).isEqualTo(first);
        assertThat(StepTrace.read(OLD).remarks())
                .contains("left out: 1 x collective without size and ranks")
                .noneMatch(remark -> remark.contains("name no operator"));
    }

    /** An operator that happens to have the number of a kernel's launch did not start it; here nothing did. */
    @Test
    void numbersThatMeetByChanceLinkNothing() throws IOException {
        String operator =
                "{\"ph\":\"X\",\"cat\":\"cpu_op\",\"name\":\"aten::mm\",\"tid\":1,\"ts\":0,\"dur\":5,\"args\":"
                        + "{\"External id\":7,\"Input Dims\":[[64,32],[32,16]],\"Input type\":[\"c10::Half\",\"c10::Half\"]}}";
        String launch = "{\"ph\":\"X\",\"cat\":\"cuda_runtime\",\"name\":\"cudaLaunchKernel\",\"tid\":1,\"ts\":%s,"
                + "\"dur\":1,\"args\":{\"External id\":7,\"correlation\":7}}";
        String kernel =
                kernel("gemm", 20, 3, 7).replace("\"stream\"", "\"External id\":7,\"correlation\":7,\"stream\"");
        Path outside = file("[" + String.join(",", operator, launch.formatted("9"), kernel) + "]");
        assertThat(StepTrace.read(outside).timings()).isEmpty();
        assertThat(StepTrace.read(outside).remarks()).contains("1 of 1 kernels name no operator that started them");
        Path inside = file("[" + String.join(",", operator, launch.formatted("2"), kernel) + "]");
        assertThat(StepTrace.read(inside).timings()).hasSize(1);
        Path unlaunched = file("[" + String.join(",", operator, kernel) + "]");
        assertThat(StepTrace.read(unlaunched).timings()).hasSize(1);
    }

    @Test
    void whereTheTimeWent() {
        StepTimes times = StepTrace.read(NEW).times();
        assertThat(times.device()).isEqualTo("NVIDIA H100 80GB HBM3");
        assertThat(times.steps()).isEqualTo(2);
        double products = 2.01 * (42 + 17 + 55 + 57 + 4 + 640 + 655 + 661);
        assertThat(times.kinds().get(0)).satisfies(part -> {
            assertThat(part.kind()).isEqualTo("matrix product");
            assertThat(part.count()).isEqualTo(16);
            assertThat(part.time().value()).isCloseTo(products * 1e-6, within(1e-9));
        });
        double sum =
                times.kinds().stream().mapToDouble(part -> part.time().value()).sum();
        double hidden = times.communication().all().value()
                - times.communication().exposed().value();
        assertThat(sum - hidden + times.idle().value()).isCloseTo(times.whole().value(), within(1e-9));
    }

    /** Compute from 0 to 10 and 12 to 20, a collective from 5 to 15, nothing until a copy from 30 to 31. */
    @Test
    void overlapAndGaps() throws IOException {
        String trace = "[" + kernel("gemm", 0, 10, 7) + "," + kernel("ncclDevKernel_AllReduce_Sum", 5, 10, 9) + ","
                + kernel("gemm", 12, 8, 7) + "," + kernel("copy", 30, 1, 7).replace("\"kernel\"", "\"gpu_memcpy\"")
                + "]";
        StepTimes times = StepTrace.read(file(trace)).times();
        assertThat(times.whole().value()).isCloseTo(31e-6, within(1e-12));
        assertThat(times.idle().value()).isCloseTo(10e-6, within(1e-12));
        assertThat(times.communication().all().value()).isCloseTo(10e-6, within(1e-12));
        assertThat(times.communication().exposed().value()).isCloseTo(2e-6, within(1e-12));
        assertThat(times.steps()).isZero();
    }

    private static String kernel(String name, double start, double duration, int stream) {
        return String.format(
                Locale.ROOT,
                "{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"%s\",\"ts\":%s,\"dur\":%s,\"args\":{\"stream\":%d}}",
                name,
                start,
                duration,
                stream);
    }

    @Test
    void packedTracesAreTheSame() throws IOException {
        Path packed = folder.resolve("trace.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(Files.readAllBytes(NEW));
        }
        assertThat(StepTrace.read(packed)).isEqualTo(StepTrace.read(NEW));
    }

    @Test
    void truncatedAndDamagedFilesAreRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(Files.readAllBytes(NEW));
        }
        byte[] packed = bytes.toByteArray();
        Path short1 = Files.write(folder.resolve("short.json.gz"), Arrays.copyOf(packed, packed.length / 2));
        packed[packed.length / 2] ^= 0x55;
        Path broken = Files.write(folder.resolve("broken.json.gz"), packed);
        String text = Files.readString(NEW, StandardCharsets.UTF_8);
        Path short2 = file(text.substring(0, text.length() / 2));
        for (Path file : List.of(short1, broken, short2)) {
            assertThatThrownBy(() -> StepTrace.read(file))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(file.getFileName().toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-3 | has the start 1.0 and the duration -3.0",
                "\"x\" | the duration NaN",
                "1e999 | the duration Infinity",
                "NaN | is no JSON from here on",
                "[1] | the duration NaN"
            })
    void timesThatAreNoneAreRefusedWithTheirPlace(String duration, String said) throws IOException {
        Path file = file("{\"traceEvents\":[\n" + kernel("a", 0, 1, 7) + ",\n"
                + kernel("gemm", 1, 77, 7).replace("77.0", duration) + "]}");
        assertThatThrownBy(() -> StepTrace.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("trace.json:3")
                .hasMessageContaining(said);
    }

    @Test
    void deepNestingAndLongTextsAreRefused() throws IOException {
        Path deep = file("{\"traceEvents\":[{\"ph\":\"X\",\"args\":{\"Input Dims\":" + "[".repeat(5000)
                + "]".repeat(5000) + "}}]}");
        assertThatThrownBy(() -> StepTrace.read(deep)).hasMessageContaining("trace.json:1: is no JSON");
        Path longText = file("{\"traceEvents\":[{\"name\":\"" + "x".repeat(30_000_000) + "\"}]}");
        assertThatThrownBy(() -> StepTrace.read(longText)).hasMessageContaining("trace.json:1: is no JSON");
        Path empty = file("{\"traceEvents\":[]}");
        assertThatThrownBy(() -> StepTrace.read(empty)).hasMessageContaining("holds no kernel of a device");
    }

    /** Whatever is cut out or doubled, the reader answers with a trace or with a complaint about the file. */
    @ParameterizedTest
    @MethodSource
    void mutilatedTracesAreReadOrRefused(int seed) throws IOException {
        Random random = new Random(seed);
        String text = Files.readString(NEW);
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + 1 + random.nextInt(60));
        String piece = random.nextBoolean() ? "" : text.substring(from, to) + text.substring(from, to);
        Path broken = file(text.substring(0, from) + piece + text.substring(to));
        try {
            assertThat(StepTrace.read(broken).times().whole()).isGreaterThan(Seconds.ZERO);
        } catch (InvalidInputException e) {
            assertThat(e).hasMessageContaining("trace.json");
        }
    }

    static IntStream mutilatedTracesAreReadOrRefused() {
        return IntStream.range(0, 300);
    }
}
