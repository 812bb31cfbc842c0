package dev.shardwright.profiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole command lines of import, show and compare. */
final class ImportAndShowTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String TRACE = "src/test/resources/imports/step-2025.json";
    private static final String NCCL = "src/test/resources/imports/reduce_scatter.txt";

    @TempDir
    private Path folder;

    private record Outcome(int status, String out, String err) {}

    private static Outcome command(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            int status = ProfileCommand.run(args, outStream, errStream, wish -> {
                throw new AssertionError("no device is needed");
            });
            return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }

    private static void golden(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name);
        String unix = text.replace("\r\n", "\n");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, unix);
        }
        assertThat(unix).isEqualTo(Files.readString(file));
    }

    private Path imported() {
        Path file = folder.resolve("h100.json");
        Outcome outcome = command("import", TRACE, NCCL, "-o", file.toString());
        assertThat(outcome.err()).contains("wrote " + file, "2 curves fitted");
        assertThat(outcome.status()).isZero();
        return file;
    }

    @Test
    void importPrintsWhereTheTimeWentAndEveryShape() throws IOException {
        Outcome outcome = command("import", TRACE, NCCL);
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        golden("profile-import.txt", outcome.out());
    }

    /** Two nodes, and a broadcast: printed, with a word about where they are of use, but nothing to write. */
    @Test
    void whatMakesNoSampleIsPrintedAllTheSame() throws IOException {
        String text = """
                # Collective test starting: %s
                #  Rank  0 Group  0 Pid  11 on  a device  0 [0x10] NVIDIA H100 80GB HBM3
                #  Rank  1 Group  0 Pid  12 on  %s device  1 [0x20] NVIDIA H100 80GB HBM3
                 67108864 16777216 float none -1 1000 67.11 67.11 0 990 67.79 67.79 0
                """;
        Path across = Files.writeString(folder.resolve("across.txt"), text.formatted("all_reduce_perf", "b"));
        Path other = Files.writeString(folder.resolve("other.txt"), text.formatted("broadcast_perf", "a"));
        Outcome outcome = command("import", across.toString(), other.toString());
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .containsPattern("all-reduce +2 ranks on 2 nodes +67.11 MB +1.00 ms +67.11 GB/s")
                .containsPattern("broadcast_perf +2 ranks on 1 node +67.11 MB +1.00 ms +67.11 GB/s");
        assertThat(outcome.err()).contains("1 times of several nodes", "--as fabric", "no such collective is modelled");
        Outcome written = command(
                "import", other.toString(), "-o", folder.resolve("x.json").toString());
        assertThat(written.status()).isEqualTo(2);
        assertThat(written.err()).contains("hold no timing of a kernel");
        assertThat(folder.resolve("x.json")).doesNotExist();
    }

    @Test
    void whatIsImportedIsShown() throws IOException {
        Outcome outcome = command("show", imported().toString());
        assertThat(outcome.status()).isZero();
        golden("profile-show.txt", outcome.out().replaceAll("imported on \\S+", "imported on DATE"));
    }

    @Test
    void picturesAreWrittenWholeOrNotAtAll() throws IOException {
        Path profile = imported();
        for (String name : List.of("a.svg", "b.PNG")) {
            Path picture = folder.resolve(name);
            Outcome outcome = command("show", profile.toString(), "--plot", picture.toString());
            assertThat(outcome.status()).isZero();
            assertThat(Files.size(picture)).isGreaterThan(20_000);
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("h100.json", "a.svg", "b.PNG");
        }
    }

    @Test
    void aDeviceAgainstItself() throws IOException {
        String profile = imported().toString();
        Path picture = folder.resolve("ratio.svg");
        Outcome outcome = command("compare", profile, profile, "--plot", picture.toString());
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .contains("h100-sxm-80gb over h100-sxm-80gb")
                .containsPattern("gemm bf16 +1.00 +1.00 +1.00");
        assertThat(picture).exists();
    }

    @Test
    void predictionsStandBesideTheRows() {
        Outcome outcome = command("predict", "src/test/resources/imports/kernels.csv", "--device", "h100_sxm");
        assertThat(outcome.status()).isZero();
        List<String> rows = outcome.out().lines().toList();
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0)).isEqualTo("stack,kernel,gemm_dtype,m,n,k,microseconds,predicted_microseconds");
        assertThat(rows.get(1))
                .matches("vllm 0.24.0,torch.nn.functional.linear,bfloat16,4096,4096,4096,170,1[5-8]\\d\\.\\d+");
        assertThat(rows.get(2)).matches(".*,8192,4096,4096,,3\\d\\d\\.\\d+");
        assertThat(rows.get(3)).isEqualTo("\"made up, for tests\",other,int4_wo,4096,4096,4096,100,");
        assertThat(outcome.err())
                .contains("1 rows of int4_wo have no prediction: h100-sxm-80gb has no curve of that type")
                .containsPattern("torch.nn.functional.linear, bfloat16, vllm 0.24.0 +1 +\\d\\.\\d %");
    }

    @Test
    void aMeasurementOfThisMachineIsDrawnToo() {
        Path picture = folder.resolve("cpu.png");
        Outcome outcome = command(
                "show", "src/test/resources/cpu-profile.json", "--operator", "roofline", "--plot", picture.toString());
        assertThat(outcome.status()).isZero();
        assertThat(picture).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import | FILE",
                "import absent.json | there is no such file",
                "import pom.xml | is of no kind that can be imported",
                "import src/test/resources/imports/step-2022.json --device h1000 | h1000",
                "import src/test/resources/imports/step-2025.json --device a100-sxm-80gb | is not what all files were measured on",
                "import src/test/resources/imports/step-2025.json src/test/resources/imports/step-2022.json | is not what all",
                "import src/test/resources/imports/reduce_scatter.txt --collective gossip | gossip",
                "import src/test/resources/imports/step-2025.json -o no/such/folder/x.json | lies in a folder that does not",
                "show src/test/resources/cpu-profile.json --plot x.gif | must end in .png or .svg",
                "show src/test/resources/cpu-profile.json --plot no/such/x.svg | --plot = no/such/x.svg",
                "show src/test/resources/cpu-profile.json --operator convolution | --operator = convolution",
                "show src/test/resources/cpu-profile.json --operator collectives --plot x.svg | would be empty",
                "compare h100 | B",
                "show h1000 | h1000"
            })
    void whatCannotBeUsedExitsWithTwo(String line, String said) {
        Outcome outcome = command(line.strip().split(" ", -1));
        assertThat(outcome.err()).contains(said).doesNotContain("Exception:", "\tat ");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(Path.of("x.svg")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"import", "show", "compare"})
    void helpExplains(String command) {
        Outcome outcome = command(command, "--help");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("shardwright profile " + command, "Exit status");
    }
}
