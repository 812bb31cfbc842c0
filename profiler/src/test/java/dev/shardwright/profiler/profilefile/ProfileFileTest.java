package dev.shardwright.profiler.profilefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.profiler.bench.ProfileRun;
import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.device.GpuState;
import dev.shardwright.profiler.machine.MeasuredMachine;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The fixture was measured on a busy machine's processor; its figures say nothing about that processor. */
final class ProfileFileTest {
    static final Path FIXTURE = Path.of("src/test/resources/cpu-profile.json");

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("profile.json"), text);
    }

    @Test
    void whatIsReadIsWrittenAgain() throws IOException {
        assertThat(ProfileFile.write(ProfileFile.read(FIXTURE))).isEqualTo(Files.readString(FIXTURE));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Profile profile = ProfileFile.read(FIXTURE);
        List<Sample> all = profile.run().samples();
        List<Sample> some = all.subList(0, 3);
        ProfileRun run = new ProfileRun(
                some,
                List.of(new ProfileRun.Missing(all.get(7).kernel(), "its \"reason\"")),
                ProfileRun.Ending.CANCELLED);
        Profile partial = new Profile(profile.device(), profile.conditions(), run, Optional.empty(), List.of());
        assertThat(ProfileFile.read(file(ProfileFile.write(partial)))).isEqualTo(partial);
    }

    private static final String LOADED =
            "\"load_after\" : 26.56, \"gpu\" : {\"before\" : {\"multiprocessor_clock\" : \"1980 MHz\", \"throttle\" : []}, "
                    + "\"after\" : {\"power_draw\" : \"698.42 W\", \"temperature\" : \"64 C\", "
                    + "\"throttle\" : [\"sw_power_cap\"]}}";

    private Path withGpu(String right, String wrong) throws IOException {
        assertThat(LOADED).contains(right);
        return file(Files.readString(FIXTURE).replace("\"load_after\" : 26.56", LOADED.replace(right, wrong)));
    }

    @Test
    void theStateOfAGpuIsReadAndWritten() throws IOException {
        Profile profile = ProfileFile.read(withGpu("", ""));
        Conditions.Gpu gpu = profile.conditions().gpu().orElseThrow();
        assertThat(gpu.before().clocks().multiprocessors()).hasValue(1980);
        assertThat(gpu.before().power().draw()).isEmpty();
        assertThat(gpu.before().throttle()).contains(List.of());
        assertThat(gpu.after().power().draw()).hasValue(698.42);
        assertThat(gpu.after().throttle()).contains(List.of(GpuState.Throttle.SW_POWER_CAP));
        assertThat(ProfileFile.read(file(ProfileFile.write(profile)))).isEqualTo(profile);
        assertThat(Files.readString(FIXTURE)).doesNotContain("\"gpu\"");
    }

    @ParameterizedTest
    @CsvSource({
        "698.42 W, 698.42, is no figure in W",
        "1980 MHz, 1.98 GHz, is no figure in MHz",
        "sw_power_cap, laziness, is no reason",
        "power_draw, power_drawn, power_drawn"
    })
    void aBrokenStateOfAGpuIsRefused(String right, String wrong, String complaint) throws IOException {
        Path broken = withGpu(right, wrong);
        assertThatThrownBy(() -> ProfileFile.read(broken))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("conditions.gpu")
                .hasMessageContaining(complaint);
    }

    /** Anyone can repeat the fit from the times in the file. */
    @Test
    void theCurvesFollowFromTheTimes() {
        Profile profile = ProfileFile.read(FIXTURE);
        MeasuredMachine machine = new MeasuredMachine(profile.device(), Optional.empty());
        List<KernelCurve> again = machine.curves(
                        profile.run().samples(), profile.roof().orElseThrow())
                .curves();
        assertThat(again).hasSameSizeAs(profile.curves()).isNotEmpty();
        for (int i = 0; i < again.size(); i++) {
            KernelCurve stated = profile.curves().get(i);
            assertThat(again.get(i).kernel()).isEqualTo(stated.kernel());
            double[] values = again.get(i).surface().values();
            for (int v = 0; v < values.length; v++) {
                assertThat(values[v] / stated.surface().values()[v]).isBetween(0.999, 1.001);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schema\" : 2 | \"schema\" : 1 | schema = 1",
                "\"kind\" : \"cpu\" | \"kind\" : \"tpu\" | device: 'tpu' is not one of cpu, gpu",
                "\"threads\" : 1 | \"threads\" : 0 | device",
                "\"threads\" : 1 | \"threads\" : 1.5 | device.threads",
                "\"threads\" : 1, | \"threads\" : 1, \"cores\" : 2, | device.cores",
                "\"elements\" : 65536 | \"elements\" : 0 | samples[0]",
                "\"elements\" : 65536 | \"rows\" : 65536 | samples[0]: memory_copy has the extents elements",
                "\"operator\" : \"memory_copy\" | \"operator\" : \"convolution\" | samples[0]: 'convolution' is not one of",
                "\"pass\" : \"forward\" | \"pass\" : \"sideways\" | curves[1].pass",
                "\"count\" : 7 | \"count\" : 8 | samples[0]: median, quartiles and count do not follow from the times",
                "\"median\" : \" | \"median\" : \"9 | samples[0]: median",
                "\"date\" : \"2 | \"date\" : \"year 2 | conditions",
                "\"load\" : \"sustained\" | \"load\" : \"hot\" | load: 'hot' is not one of burst, sustained",
                "\"ending\" : \"complete\" | \"ending\" : \"happy\" | conditions.ending",
                "\"format\" : \"fp32\" | \"format\" : \"fp33\" | curves[0].format",
                "\"budget\" : \"90 s\" | \"budget\" : \"90\" | conditions.budget"
            })
    void aBrokenFileIsRefusedWithItsKey(String right, String wrong, String complaint) throws IOException {
        String text = Files.readString(FIXTURE);
        assertThat(text).contains(right);
        int at = text.indexOf(right);
        Path broken = file(text.substring(0, at) + wrong + text.substring(at + right.length()));
        assertThatThrownBy(() -> ProfileFile.read(broken))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("profile.json, " + complaint);
    }

    /** Whatever is cut out or doubled, the reader answers with a profile or with a complaint about the file. */
    @ParameterizedTest
    @MethodSource
    void mutilatedFilesAreReadOrRefused(int seed) throws IOException {
        Random random = new Random(seed);
        String text = Files.readString(FIXTURE);
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + 1 + random.nextInt(40));
        String piece = random.nextBoolean() ? "" : text.substring(from, to) + text.substring(from, to);
        Path broken = file(text.substring(0, from) + piece + text.substring(to));
        try {
            assertThat(ProfileFile.read(broken).run().samples()).isNotEmpty();
        } catch (InvalidInputException e) {
            assertThat(e).hasMessageContaining("profile.json");
        }
    }

    static IntStream mutilatedFilesAreReadOrRefused() {
        return IntStream.range(0, 300);
    }
}
