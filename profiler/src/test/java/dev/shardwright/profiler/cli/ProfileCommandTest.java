package dev.shardwright.profiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.device.Caches;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.device.RecordedBackend;
import dev.shardwright.profiler.device.UnmeasurableException;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.profilefile.Profile;
import dev.shardwright.profiler.profilefile.ProfileFile;
import dev.shardwright.simulator.catalog.KernelProfile;
import dev.shardwright.simulator.unit.Seconds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole command lines, on a device that replays a recorded profile. */
final class ProfileCommandTest {
    private static final Path FIXTURE = Path.of("src/test/resources/cpu-profile.json");
    private static final Profile RECORD = ProfileFile.read(FIXTURE);

    @TempDir
    private Path folder;

    private record Outcome(int status, String out, String err) {}

    private static Outcome command(DeviceSource devices, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            int status = ProfileCommand.run(args, outStream, errStream, devices);
            return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }

    private static RecordedBackend record(DeviceSource.Wish wish) {
        Map<Kernel, List<Seconds>> times = new LinkedHashMap<>();
        RECORD.run().samples().forEach(sample -> times.put(sample.kernel(), sample.times()));
        assertThat(wish.threads()).isZero();
        assertThat(wish.kind()).isNotEqualTo(Optional.of(DeviceDescription.Kind.GPU));
        return new RecordedBackend(RECORD.device(), times);
    }

    @Test
    void thePythonIsHandedOver() {
        DeviceSource source = wish -> {
            assertThat(wish.python()).contains("venv/bin/python");
            assertThat(wish.kind()).contains(DeviceDescription.Kind.CPU);
            return record(wish);
        };
        String line = "run --grid small --repeats 2 --budget 1h --device cpu --python venv/bin/python -o ";
        assertThat(command(source, (line + folder.resolve("x.json")).split(" ", -1))
                        .status())
                .isZero();
    }

    private static Outcome command(String line) {
        return command(
                ProfileCommandTest::record,
                line.isBlank() ? new String[0] : line.strip().split(" ", -1));
    }

    @Test
    void measuresWritesAndShows() throws IOException {
        Path file = folder.resolve("device.json");
        Outcome run = command("run --grid small --repeats 7 --budget 1h -o " + file);
        assertThat(run.err()).contains("wrote " + file + ": 44 kernels");
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEmpty();

        Profile profile = ProfileFile.read(file);
        assertThat(profile.device()).isEqualTo(RECORD.device());
        assertThat(profile.conditions().purpose()).isEqualTo("grid small");
        assertThat(profile.run().samples())
                .extracting(Sample::kernel)
                .containsExactlyElementsOf(
                        RECORD.run().samples().stream().map(Sample::kernel).toList());
        assertThat(filesIn(folder)).containsExactly("device.json");

        Outcome show = command("show " + file + " --accelerator a100-sxm-80gb");
        assertThat(show.status()).isZero();
        assertThat(show.err()).isEmpty();
        assertThat(show.out())
                .contains("m=1024 n=1024 k=1024 count=1", "simulator", "sustained compute, fp32", "left out");
        List<String> rows = show.out()
                .lines()
                .dropWhile(l -> !l.startsWith("operator"))
                .limit(45)
                .toList();
        assertThat(rows).hasSize(45).allMatch(row -> row.length() == rows.get(0).length());
    }

    /** Ten times a batch of 5 ms and more, up to 0.2 s, do not change what the clock says of the batch. */
    @ParameterizedTest
    @CsvSource({"burst", "sustained"})
    void theModeStandsInTheFile(String mode) throws IOException {
        Path file = folder.resolve("device.json");
        Outcome run = command("run --grid small --repeats 2 --budget 1h --mode " + mode + " -o " + file);
        assertThat(run.status()).isZero();
        assertThat(Files.readString(file)).contains("\"load\" : \"" + mode + "\"");
        assertThat(KernelProfile.read(file).load().name()).isEqualTo(mode.toUpperCase(Locale.ROOT));
        assertThat(command("show " + file).out()).contains(", " + mode + ", ending: complete");
    }

    @Test
    void coldCachesStandInTheFile() throws IOException {
        Path file = folder.resolve("device.json");
        assertThat(command("run --grid small --repeats 2 --budget 1h --cache cold -o " + file)
                        .status())
                .isZero();
        assertThat(Files.readString(file)).contains("\"caches\" : \"cold\"");
        assertThat(ProfileFile.read(file).conditions().effort().caches()).isEqualTo(Caches.COLD);
        assertThat(command("show " + file).out()).contains(", sustained, cold caches, ending: complete");
        assertThat(command("show " + FIXTURE).out()).doesNotContain("cold");
    }

    @Test
    void theStateOfAGpuIsShown() throws IOException {
        Path file = folder.resolve("gpu.json");
        String states = "\"gpu\" : {\"before\" : {}, \"after\" : {\"multiprocessor_clock\" : \"1755 MHz\", "
                + "\"memory_clock\" : \"2619 MHz\", \"power_draw\" : \"698.42 W\", \"power_limit\" : \"700 W\", "
                + "\"temperature\" : \"64 C\", \"throttle\" : [\"sw_power_cap\"]}}, \"load_before\"";
        Files.writeString(file, Files.readString(FIXTURE).replace("\"load_before\"", states));
        assertThat(command("show " + file).out())
                .contains(
                        "before: SM - MHz, memory - MHz, - of - W, - C, clocks held down by: -",
                        "after: SM 1755 MHz, memory 2619 MHz, 698.4 of 700 W, 64 C, clocks held down by: sw power cap");
        assertThat(command("show " + FIXTURE).out()).doesNotContain("MHz");
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void whatWasReplayedIsWhatWasRecorded() {
        Path file = folder.resolve("device.json");
        command("run --grid small --repeats 14 --budget 1h -o " + file);
        List<Sample> samples = ProfileFile.read(file).run().samples();
        for (int i = 0; i < samples.size(); i++) {
            double recorded = RECORD.run().samples().get(i).spread().median().value();
            assertThat(samples.get(i).spread().median().value() / recorded).isBetween(0.999, 1.001);
        }
    }

    @Test
    void aModelsShapesThatTheDeviceCannotRunAreNamed() {
        Path file = folder.resolve("device.json");
        Outcome run = command("run --for-model llama-3-8b --tp 8 -o " + file);
        assertThat(run.status()).isZero();
        assertThat(run.err())
                .contains("not measured: matrix_product m=2048 n=768 k=4096", "19 more kernels: the record does not");
        assertThat(ProfileFile.read(file).conditions().purpose())
                .isEqualTo("llama-3-8b tp 8, micro-batch 1, sequence length 2048");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a command is needed",
                "run | --output",
                "run -o x.json | --for-model",
                "run --grid small | --output",
                "run --grid tiny -o x.json | --grid = tiny",
                "run --grid small --for-model llama-3-8b -o x.json | exclusive",
                "run --grid small --tp 2 -o x.json | belong to a model",
                "run --grid small --budget 60 -o x.json | --budget = 60",
                "run --grid small --budget 0s -o x.json | --budget = 0s",
                "run --grid small --budget -3s -o x.json | --budget",
                "run --grid small --repeats 0 -o x.json | --repeats = 0",
                "run --grid small --repeats many -o x.json | --repeats",
                "run --grid small --mode hot -o x.json | --mode = hot",
                "run --grid small --cache tepid -o x.json | --cache = tepid",
                "run --grid small --device tpu -o x.json | --device = tpu",
                "run --grid small --format int8 -o x.json | --format = int8",
                "run --grid small --format fp16 -o x.json | --format = fp16",
                "run --grid small --format tf32 -o x.json | tf32 is measured with --python, on a GPU that has bf16.",
                "run --grid small --python= -o x.json | --python: names no program.",
                "run --grid small --threads -1 -o x.json | --threads = -1",
                "run --grid small --bugdet 60s -o x.json | --budget",
                "run --for-model llama-9 -o x.json | --for-model = llama-9",
                "run --for-model llama-3-8b --tp 3 -o x.json | --tp = 3",
                "run --for-model llama-3-8b --tp 0 -o x.json | --tp = 0",
                "run --for-model llama-3-8b --sequence-length 0 -o x.json | --sequence-length = 0",
                "run --for-model llama-3-8b --micro-batch 9999999 -o x.json | --micro-batch = 9999999",
                "run --grid small -o no/such/folder/x.json | lies in a folder that does not exist",
                "run --grid small -o . | is a folder",
                "show | FILE",
                "show no-such-file.json | no-such-file.json",
                "show pom.xml | pom.xml",
                "show src/test/resources/cpu-profile.json --accelerator h1000 | h1000",
                "show src/test/resources/cpu-profile.json --accelerator h100 --stack nothing | nothing",
                "check --models 0 | --models = 0",
                "check --models 99 | --models = 99",
                "check --rounds 0 | --rounds = 0",
                "check | --device: a recorded device trains nothing",
                "predict x.csv | --device",
                "predict absent.csv --device h100 | absent.csv",
                "predict pom.xml --device h100 | pom.xml",
                "predict src/test/resources/imports/kernels.csv --device h1000 | h1000",
                "predict src/test/resources/imports/kernels.csv --device a40 | has no measured kernels",
                "fly | fly"
            })
    void whatCannotBeUsedExitsWithTwo(String line, String complaint) {
        Outcome outcome = command(line == null ? "" : line);
        assertThat(outcome.err()).contains(complaint).doesNotContain("Exception:", "\tat ");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(Path.of("x.json")).doesNotExist();
    }

    @Test
    void aFileThatCannotBeWrittenIsFoundOutBeforeMeasuring() {
        DeviceSource unused = wish -> {
            throw new AssertionError("the device was opened");
        };
        String tooLong = folder.resolve("x".repeat(300) + ".json").toString();
        Outcome outcome = command(unused, "run", "--grid", "small", "-o", tooLong);
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("-o = ", "cannot be written");
    }

    @Test
    void aDeviceThatRunsNothingExitsWithTwo() {
        DeviceSource empty = wish -> new RecordedBackend(RECORD.device(), Map.of());
        Path file = folder.resolve("x.json");
        Outcome outcome = command(empty, "run", "--grid", "small", "-o", file.toString());
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("--device: allowed not a single measurement: the record does not hold");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDeviceThatIsNotThereExitsWithTwo() {
        DeviceSource none = wish -> {
            throw new UnmeasurableException("no PyTorch library for this system came with this build");
        };
        String[] line = {
            "run", "--grid", "small", "-o", folder.resolve("x.json").toString()
        };
        Outcome outcome = command(none, line);
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("--device: no PyTorch library");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"--help", "run --help", "show --help", "check --help", "predict --help"})
    void helpExplainsAndExitsWithZero(String line) {
        Outcome outcome = command(line);
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("shardwright profile", "Exit status");
    }
}
