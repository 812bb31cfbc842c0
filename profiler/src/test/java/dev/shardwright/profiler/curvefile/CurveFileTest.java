package dev.shardwright.profiler.curvefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.profiler.imports.CurveSet;
import dev.shardwright.profiler.timing.TimedKernels;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.catalog.KernelProfile;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.timing.KernelSamples;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.timing.TimedKernel;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CurveFileTest {
    private static final Accelerator H100 = Catalog.shipped().hardware().accelerator("h100-sxm-80gb");
    private static final KernelCurve.Kernel KERNEL = new KernelCurve.Kernel("mm", "torch 2.9", "");

    @TempDir
    private Path folder;

    /** Products at 60 % of the peak, attention at 30 %, norms at 2 TB/s, all-reduces of 300 GB/s and 20 us. */
    private static List<TimedKernel> samples() {
        List<KernelTiming> timings = new ArrayList<>();
        for (long size = 1024; size <= 8192; size *= 2) {
            double flops = 2.0 * size * size * size;
            timings.add(new KernelTiming.Product(
                    KERNEL, NumberFormat.BF16, new Gemm.Shape(size, size, size, 1), new Seconds(flops / 593.4e12)));
            AttentionCore core = KernelTiming.Attention.causal(NumberFormat.BF16, 64, 64, size, 128);
            timings.add(new KernelTiming.Attention(
                    KERNEL, core, new Seconds(core.flops().value() / 296.7e12)));
            timings.add(new KernelTiming.Stream(
                    KERNEL, "norm", Bytes.of(size * 65536.0), new Seconds(size * 65536.0 / 2e12)));
            double bytes = size * 16384.0;
            timings.add(new KernelTiming.Exchange(
                    KERNEL, Collective.ALL_REDUCE, 8, Bytes.of(bytes), new Seconds(20e-6 + 1.75 * bytes / 300e9)));
        }
        return TimedKernels.grouped(timings, TimedKernels.Counted.MEDIANS);
    }

    private Path written(List<TimedKernel> samples) throws IOException {
        KernelProfile profile = new KernelProfile(
                H100.name(),
                KernelProfile.Load.SUSTAINED,
                "made up",
                Optional.of(new BytesPerSecond(450e9)),
                CurveSet.of(samples, H100).curves());
        return Files.writeString(folder.resolve("h100.json"), CurveFile.write(profile, samples));
    }

    @Test
    void curvesFollowTheSamplesAndAreReadAgain() throws IOException {
        KernelProfile read = KernelProfile.read(written(samples()));
        assertThat(read.device()).isEqualTo("h100-sxm-80gb");
        assertThat(read.load()).isEqualTo(KernelProfile.Load.SUSTAINED);
        assertThat(read.link()).contains(new BytesPerSecond(450e9));
        assertThat(read.curves()).hasSize(4);
        KernelCurve.Gemm gemm = (KernelCurve.Gemm) read.curves().get(0);
        assertThat(gemm.surface().at(4096, 4096, 4096)).isCloseTo(0.6, within(0.01));
        assertThat(gemm.kernel()).isEqualTo(KERNEL);
        KernelCurve.Attention attention = (KernelCurve.Attention) read.curves().get(1);
        assertThat(attention.curve().width()).isEqualTo(128);
        assertThat(attention.surface().at(64, 4096, 1)).isCloseTo(0.3, within(0.01));
        KernelCurve.Streaming norm = (KernelCurve.Streaming) read.curves().get(2);
        assertThat(norm.surface().at(1e8)).isCloseTo(2e12, within(2e10));
        KernelCurve.Exchange reduce = (KernelCurve.Exchange) read.curves().get(3);
        assertThat(reduce.curve().seconds(Collective.ALL_REDUCE, 1 << 26, 8))
                .isCloseTo(20e-6 + 1.75 * (1 << 26) / 300e9, within(1e-5));
    }

    @Test
    void samplesAreReadAgain() throws IOException {
        List<TimedKernel> samples = samples();
        List<TimedKernel> read = KernelSamples.read(written(samples));
        assertThat(read).hasSameSizeAs(samples);
        for (int i = 0; i < read.size(); i++) {
            KernelTiming timing = read.get(i).timing();
            assertThat(timing.lasting(Seconds.ZERO))
                    .isEqualTo(samples.get(i).timing().lasting(Seconds.ZERO));
            assertThat(timing.time().value() / samples.get(i).timing().time().value())
                    .isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void fewShapesAreKeptButMakeNoCurve() {
        CurveSet set = CurveSet.of(samples().subList(0, 8), H100);
        assertThat(set.curves()).isEmpty();
        assertThat(set.remarks())
                .singleElement()
                .asString()
                .contains("gemm bf16 (mm, torch 2.9)", "fewer than 4 shapes");
    }

    /** No kernel beats the datasheet. */
    @Test
    void impossibleTimesMakeNoCurve() {
        List<TimedKernel> fast = samples().stream()
                .map(sample -> new TimedKernel(sample.timing().lasting(new Seconds(1e-9)), List.of(new Seconds(1e-9))))
                .filter(sample -> sample.timing() instanceof KernelTiming.Product)
                .toList();
        assertThat(CurveSet.of(fast, H100).curves()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"m\" : 1024 | \"m\" : 0 | samples[0]: m must be a whole number above zero",
                "\"format\" : \"bf16\", | \"format\" : \"fp7\", | format",
                "\"times\" : [ | \"times\" : [ -1, | samples[0]: microseconds and times must be numbers above zero",
                "\"ranks\" : 8 | \"ranks\" : 1.5 | ranks must be a whole number"
            })
    void brokenSamplesAreRefusedWithTheirKey(String right, String wrong, String said) throws IOException {
        Path file = written(samples());
        String text = Files.readString(file);
        int at = text.indexOf(right, text.indexOf("\"samples\" : ["));
        assertThat(at).isPositive();
        Files.writeString(file, text.substring(0, at) + wrong + text.substring(at + right.length()));
        assertThatThrownBy(() -> KernelSamples.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("h100.json, samples")
                .hasMessageContaining(said);
    }

    /** One name, two data types: as in tables whose kernel runs FP8 with one scale, FP8 in blocks and BF16. */
    @Test
    void kernelsOfOneNameAndAnotherTypeAreOtherCurves() {
        List<KernelTiming> timings = new ArrayList<>();
        for (long size = 1024; size <= 8192; size *= 2) {
            for (NumberFormat format : List.of(NumberFormat.BF16, NumberFormat.FP8)) {
                AttentionCore core = KernelTiming.Attention.causal(format, 64, 64, size, 128);
                timings.add(new KernelTiming.Attention(
                        KERNEL, core, new Seconds(core.flops().value() / 296.7e12)));
            }
            for (String type : List.of("fp8", "fp8_block")) {
                timings.add(new KernelTiming.Product(
                        new KernelCurve.Kernel("mm", "torch 2.9", type),
                        NumberFormat.FP8,
                        new Gemm.Shape(size, size, size, 1),
                        new Seconds(2.0 * size * size * size / (type.equals("fp8") ? 1200e12 : 700e12))));
            }
        }
        List<KernelCurve> curves = CurveSet.of(TimedKernels.grouped(timings, TimedKernels.Counted.MEDIANS), H100)
                .curves();
        assertThat(curves).hasSize(4);
        assertThat(curves)
                .allSatisfy(curve -> assertThat(curve.quality().samples()).isEqualTo(4));
    }

    /** Twice the peak is no measurement. */
    @Test
    void impossibleTimesAreLeftOut() {
        List<TimedKernel> samples = new ArrayList<>(samples());
        double flops = 2.0 * Math.pow(16384, 3);
        samples.add(new TimedKernel(
                new KernelTiming.Product(
                        KERNEL, NumberFormat.BF16, new Gemm.Shape(16384, 16384, 16384, 1), new Seconds(flops / 2e15)),
                List.of()));
        assertThat(CurveSet.of(samples, H100).curves().get(0).quality().samples())
                .isEqualTo(4);
    }
}
