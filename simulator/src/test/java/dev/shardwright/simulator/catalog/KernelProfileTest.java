package dev.shardwright.simulator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.KernelCurves;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KernelProfileTest {
    private static final String GEMM = """
            {"schema": 2, "device": "h100-sxm-80gb", "load": "burst", "link": "450 GB/s", "curves": [
              {"operator": "gemm", "format": "bf16", "waves": [{"rows": 128, "columns": 256, "exponent": 0.25}],
               "axes": {"m": [1024, 4096], "n": [1024], "k": [1024]}, "values": [0.4, 0.7]},
              {"operator": "gemm", "format": "bf16", "axes": {"m": [1], "n": [1], "k": [1]}, "values": [0.1]},
              {"operator": "all_reduce", "axes": {"ranks": [2, 8], "bytes": [1e6]}, "values": [100, 300]}]}
            """;

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("mine.json"), text);
    }

    @Test
    void theFirstCurveOfAKindCounts() throws IOException {
        KernelCurves curves = KernelProfile.read(file(GEMM)).curves(0.87);
        assertThat(curves.sustained()).isEqualTo(0.87);
        assertThat(curves.gemm(NumberFormat.FP16).orElseThrow().fraction().at(2048, 1, 1))
                .isCloseTo(Math.sqrt(0.28), within(1e-9));
        assertThat(curves.collectives().curves().get(Collective.ALL_REDUCE).seconds(Collective.ALL_REDUCE, 1e6, 8))
                .isCloseTo(1.75e6 / 300e9, within(1e-15));
        assertThat(KernelProfile.read(file(GEMM.replace("burst", "sustained")))
                        .curves(0.87)
                        .sustained())
                .isEqualTo(1);
    }

    /** A user's accelerator extends a shipped one and names the profile beside it. */
    @Test
    void anAcceleratorTakesTheSpeedsThatItNames() throws IOException {
        file(GEMM);
        Path own = Files.writeString(
                folder.resolve("own.json"),
                "{\"name\": \"own\", \"extends\": \"h100-sxm-80gb\", \"kernels\": \"mine.json\"}");
        assertThat(TestJobs.CATALOG
                        .hardware()
                        .accelerator(own.toString())
                        .curves()
                        .gemm(NumberFormat.BF16))
                .isPresent();
        Files.writeString(own, "{\"name\": \"own\", \"extends\": \"h100-sxm-80gb\", \"kernels\": \"yours.json\"}");
        assertThatThrownBy(() -> TestJobs.CATALOG.hardware().accelerator(own.toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("kernels = yours.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "schema": 2                | "schema": 3          | schema = 3
        [0.4, 0.7]                 | [0.4]                | values
        [0.4, 0.7]                 | [0.4, -0.7]          | values
        "m": [1024, 4096]          | "m": [4096, 1024]    | must rise
        "format": "bf16", "waves"  | "format": "int3", "waves" | curves[0].format = int3
        "operator": "all_reduce"   | "operator": "polka"  | curves[2].operator = polka
        "load": "burst"            | "load": "cold"       | load = cold
        """)
    void aBrokenProfileSaysWhatIsWrong(String good, String bad, String said) throws IOException {
        assertThat(GEMM).contains(good);
        Path broken = file(GEMM.replace(good, bad));
        assertThatThrownBy(() -> KernelProfile.read(broken))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mine.json")
                .hasMessageContaining(said);
    }
}
