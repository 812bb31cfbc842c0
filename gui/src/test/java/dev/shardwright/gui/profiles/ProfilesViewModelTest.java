package dev.shardwright.gui.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.gui.screen.Workspace;
import dev.shardwright.gui.task.Threads;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.cost.MeasuredGemm;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.Gemm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slow work is done at once, where it is asked for. */
final class ProfilesViewModelTest {
    /** What {@code shardwright profile run} wrote on a processor. */
    private static final Path RUN = Path.of("..", "profiler", "src", "test", "resources", "cpu-profile.json");

    private static final Path KERNELS = Path.of("..", "profiles", "kernels");

    private final Workspace workspace = Workspace.of(Catalog.shipped(), new Threads(Runnable::run, Runnable::run));
    private final ProfilesViewModel model = new ProfilesViewModel(workspace);

    @Test
    void beginsWithProductsOfAUsualDevice() {
        assertThat(model.devices().get()).hasSize(9);
        assertThat(model.choice().get().first()).isEqualTo("h100-sxm-80gb");
        Drawing drawing = model.drawing().get().orElseThrow();
        assertThat(drawing.operator()).isEqualTo("products bf16");
        assertThat(drawing.shape()).isEqualTo("columns n 4,096, inner k 4,096");
        assertThat(drawing.lines().get(0).samples())
                .as("shipped files hold none")
                .isEmpty();
        assertThat(model.conditions()).contains("AIConfigurator", "burst", "links 450 GB/s");
        assertThat(model.fits().rows()).allMatch(row -> row.get(0).equals("h100-sxm-80gb"));
    }

    /** The speed in the picture is the one that the simulator counts with. */
    @Test
    void drawsWhatTheSimulatorCounts() {
        Accelerator device = Catalog.shipped().hardware().accelerator("h100-sxm-80gb");
        Gemm gemm = new Gemm("product", new Gemm.Shape(2048, 4096, 4096, 1), Gemm.Role.WEIGHT, NumberFormat.BF16);
        double seconds = new MeasuredGemm(
                        device.curves().gemm(NumberFormat.BF16).orElseThrow(),
                        new MeasuredGemm.Roof(
                                device.peak(NumberFormat.BF16).value(),
                                device.memory().bandwidth().value()),
                        device.multiprocessors(),
                        MeasuredGemm.Pace.MEASURED)
                .seconds(gemm);
        double rate =
                model.drawing().get().orElseThrow().lines().get(0).speed(2048).orElseThrow();
        assertThat(rate).isEqualTo(gemm.flops().value() / seconds, within(1e-6 * rate));
    }

    @Test
    void comparesTwoDevices() {
        model.choose(now -> now.withSecond("b200-sxm-180gb"));
        Drawing drawing = model.drawing().get().orElseThrow();
        assertThat(drawing.lines()).hasSize(2);
        model.point(8192);
        assertThat(model.note().get())
                .startsWith("rows m 8,192: h100-sxm-80gb ")
                .contains("TFLOP/s, ", " % of the roof; b200-sxm-180gb ", " times as fast");
        assertThat(drawing.sheet().csv()).startsWith("device,rows m,TFLOP/s,share of roof,operator,shape\n");
        model.choose(now -> now.withFirst("b200-sxm-180gb"));
        assertThat(model.choice().get().second()).as("not with itself").isEmpty();
    }

    @Test
    void drawsAttentionAndCollectives() {
        String attention = operator("attention forward bf16");
        model.choose(now -> now.withOperator(attention));
        Drawing drawing = model.drawing().get().orElseThrow();
        assertThat(drawing.axis()).isEqualTo("length");
        double peak = Catalog.shipped()
                .hardware()
                .accelerator("h100-sxm-80gb")
                .peak(NumberFormat.BF16)
                .value();
        assertThat(drawing.lines().get(0).speed(8192).orElseThrow()).isBetween(0.2 * peak, peak);

        model.choose(now -> now.withOperator("all reduce").withExtent("ranks", 8));
        drawing = model.drawing().get().orElseThrow();
        assertThat(drawing.axis()).isEqualTo("bytes");
        assertThat(drawing.scale()).isEqualTo(Scale.BYTES);
        assertThat(drawing.lines().get(0).roof().get(0).speed()).isEqualTo(450e9, within(1.0));
        model.point(1 << 28);
        assertThat(model.note().get())
                .startsWith("bytes 256 MiB: h100-sxm-80gb ")
                .contains("GB/s, ");
    }

    private String operator(String beginning) {
        return model.operators().stream()
                .filter(name -> name.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void opensAProfileWithItsSamples(@TempDir Path folder) throws IOException {
        String shipped = Files.readString(KERNELS.resolve("a100-sxm-80gb.json"));
        String sample =
                "{\"operator\": \"gemm\", \"format\": \"bf16\", \"m\": 2048, \"n\": 4096, \"k\": 4096, \"count\": 1,"
                        + " \"microseconds\": 275.0, \"times\": [275.0]}";
        Path file = folder.resolve("mine.json");
        Files.writeString(file, shipped.replaceFirst("\"samples\" : \\[ *\\]", "\"samples\": [" + sample + "]"));
        workspace.kernels().put(file);
        assertThat(model.message().get()).isEmpty();
        assertThat(model.choice().get().first()).isEqualTo("a100-sxm-80gb (mine.json)");
        assertThat(model.devices().get()).hasSize(10);
        model.choose(now -> now.withOperator("products bf16"));
        List<OperatorCurve.Point> samples =
                model.drawing().get().orElseThrow().lines().get(0).samples();
        assertThat(samples).hasSize(1);
        double rate = 2.0 * 2048 * 4096 * 4096 / 275e-6;
        assertThat(samples.get(0).x()).isEqualTo(2048);
        assertThat(samples.get(0).speed()).isEqualTo(rate, within(1e-9 * rate));
    }

    /** Operators of a run's file: each sample that its curve holds lies within the extents that were timed. */
    @Test
    void drawsTheSamplesOfAProfileRun() {
        model.open(List.of(RUN));
        assertThat(model.message().get()).isEmpty();
        DeviceCurves device = model.devices().get().stream()
                .filter(one -> one.file().equals(RUN))
                .findFirst()
                .orElseThrow();
        assertThat(device.samples()).isNotEmpty();
        for (String operator : device.operators()) {
            model.choose(now -> now.withFirst(device.name()).withOperator(operator));
            Drawing.Line line = line();
            assertThat(line.samples()).as(operator).isNotEmpty();
            for (OperatorCurve.Point sample : line.samples()) {
                assertThat(sample.speed() / line.speed(sample.x()).orElseThrow())
                        .as("%s at %f", operator, sample.x())
                        .isBetween(0.5, 2.0);
            }
        }
    }

    private Drawing.Line line() {
        return model.drawing().get().orElseThrow().lines().get(0);
    }

    @Test
    void drawsAnotherLibrarysKernel() {
        assertThat(model.kernels())
                .startsWith("torch.nn.functional.linear, vllm 0.24.0")
                .hasSizeGreaterThan(1);
        model.choose(now ->
                now.withSecond("a100-sxm-80gb").withKernel(model.kernels().get(1)));
        Drawing drawing = model.drawing().get().orElseThrow();
        assertThat(DeviceCurves.kernel(drawing.lines().get(0).curve().curve()))
                .isEqualTo(model.kernels().get(1));
        assertThat(drawing.lines()).as("a device without it shows its first").hasSize(2);
    }

    /** Nobody knows the peak of such a device: its curves are shares of a roof. */
    @Test
    void drawsSharesOfADeviceThatIsNotShipped(@TempDir Path folder) throws IOException {
        String shipped = Files.readString(KERNELS.resolve("l40s.json"));
        Path file = Files.writeString(
                folder.resolve("own.json"), shipped.replace("\"device\" : \"l40s\"", "\"device\" : \"bespoke\""));
        model.open(List.of(file));
        model.choose(now -> now.withSecond("h100-sxm-80gb").withOperator("products bf16"));
        Drawing drawing = model.drawing().get().orElseThrow();
        assertThat(drawing.scale()).isEqualTo(Scale.SHARE);
        assertThat(drawing.lines().get(0).roof()).allMatch(point -> point.speed() == 1);
        assertThat(drawing.lines().get(0).speed(4096).orElseThrow()).isBetween(0.3, 1.2);
        assertThat(model.conditions()).contains("bespoke (own.json) is no shipped accelerator");
        model.point(4096);
        assertThat(model.note().get()).doesNotContain("times as fast").contains("of the roof; h100-sxm-80gb ");
    }

    @Test
    void saysWhyAFileIsNoProfile(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"schema\": 2, \"curves\": [{]}");
        model.open(List.of(broken, folder.resolve("absent.json")));
        assertThat(model.message().get()).contains("broken.json", "absent.json");
        assertThat(model.devices().get()).hasSize(9);
        assertThat(model.choice().get().first()).isEqualTo("h100-sxm-80gb");
    }
}
