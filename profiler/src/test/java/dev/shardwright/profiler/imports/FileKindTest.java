package dev.shardwright.profiler.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.timing.TimedKernel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileKindTest {
    private static final Path FOLDER = Path.of("src/test/resources/imports");

    @TempDir
    private Path folder;

    private Path file(String name, byte... bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void kindsAreToldByWhatFilesHold() throws IOException {
        assertThat(FileKind.of(FOLDER.resolve("step-2025.json"))).isEqualTo(FileKind.TRACE);
        assertThat(FileKind.of(FOLDER.resolve("reduce_scatter.txt"))).isEqualTo(FileKind.NCCL_TESTS);
        String table = "stack,kernel,gemm_dtype,m,n,k,microseconds\nvllm,linear,bfloat16,4096,4096,4096,250\n";
        assertThat(FileKind.of(file("x.json", table.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(FileKind.TIMINGS);
        Path packed = folder.resolve("noname");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(Files.readAllBytes(FOLDER.resolve("reduce_scatter.txt")));
        }
        assertThat(FileKind.of(packed)).isEqualTo(FileKind.NCCL_TESTS);
    }

    @Test
    void whatIsOfNoKindIsRefused() throws IOException {
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        assertThatThrownBy(() -> FileKind.of(file("noise", noise)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is of no kind that can be imported");
        assertThatThrownBy(() -> FileKind.of(file("empty"))).hasMessageContaining("is empty");
        assertThatThrownBy(() -> FileKind.of(folder.resolve("absent"))).hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> FileKind.of(folder)).isInstanceOf(InvalidInputException.class);
        byte[] cut = {0x1f, (byte) 0x8b, 8, 0, 0};
        assertThatThrownBy(() -> FileKind.of(file("cut.gz", cut))).isInstanceOf(InvalidInputException.class);
    }

    /** Two steps held the collective up for 780 and 610 us: the shorter one waited less for its peers. */
    @Test
    void collectivesOfAStepCountWithTheirShortestTime() {
        Imported trace = TimingImport.read(FOLDER.resolve("step-2025.json"), Optional.empty());
        List<TimedKernel> exchanges = trace.kernels().stream()
                .filter(kernel -> kernel.timing() instanceof KernelTiming.Exchange)
                .toList();
        assertThat(exchanges).singleElement().satisfies(kernel -> {
            assertThat(kernel.timing().time().value()).isCloseTo(610e-6, within(1e-12));
            assertThat(kernel.times()).hasSize(2);
        });
    }

    @Test
    void bothTimesOfARowOfNcclTestsCount() {
        Imported found = TimingImport.read(FOLDER.resolve("reduce_scatter.txt"), Optional.empty());
        assertThat(found.devices()).containsExactly("NVIDIA H100 80GB HBM3");
        assertThat(found.kernels())
                .hasSize(6)
                .allSatisfy(kernel -> assertThat(kernel.times()).hasSize(2));
    }
}
