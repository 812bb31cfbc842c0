package dev.shardwright.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.AttentionCurve;
import dev.shardwright.simulator.hardware.GemmCurve;
import dev.shardwright.simulator.hardware.KernelCurves;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.hardware.Surface.Axis;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.Operator;
import dev.shardwright.simulator.operator.Streaming;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.unit.Bytes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Curves that are level, so that every time follows by hand. */
final class MeasuredKernelsTest {
    private static final SoftwareStack STACK = TestJobs.CATALOG.stacks().stack("megatron-core");
    private static final Accelerator PLAIN =
            TestJobs.CATALOG.hardware().accelerator("h100-sxm-80gb").withCurves(KernelCurves.NONE);
    private static final double SUSTAINED = 0.9;
    private static final double BF16 = PLAIN.peak(NumberFormat.BF16).value();

    private static Surface level(double value, String... axes) {
        return new Surface(
                List.of(axes).stream().map(name -> new Axis(name, List.of(1.0))).toList(), new double[] {value});
    }

    private static Accelerator device(List<AttentionCurve> backward) {
        return PLAIN.withCurves(new KernelCurves(
                SUSTAINED,
                Map.of(NumberFormat.BF16, new GemmCurve(level(0.5, "m", "n", "k"), List.of())),
                new KernelCurves.Attention(List.of(curve(64, 0.2), curve(128, 0.4)), backward),
                Map.of("norm", level(1e12, "bytes"), "norm.backward", level(0.5e12, "bytes")),
                KernelCurves.Collectives.NONE));
    }

    private static AttentionCurve curve(int width, double fraction) {
        return new AttentionCurve(width, level(fraction, "heads", "length", "group"));
    }

    /** Busy seconds of an operator, without the idle gaps between its kernels. */
    private static double seconds(Accelerator device, Operator operator) {
        DeviceModel model = new DeviceModel(device, STACK, Precision.BF16.scaling());
        double gaps =
                operator.kernels() * STACK.execution().dispatch().deviceGap().value();
        return operator.on(model).time().value() - gaps;
    }

    private static Gemm gemm(long m, long count, NumberFormat format) {
        return new Gemm("product", new Gemm.Shape(m, 4096, 4096, count), Gemm.Role.WEIGHT, format);
    }

    @Test
    void productsReachTheirShareOfTheRoof() {
        Gemm gemm = gemm(4096, 1, NumberFormat.BF16);
        double expected = gemm.flops().value()
                / (BF16 * 0.5 * SUSTAINED * STACK.kernels().speed().gemm());
        assertThat(seconds(device(List.of()), gemm)).isCloseTo(expected, within(1e-9 * expected));
        assertThat(seconds(device(List.of()), gemm(4096, 1, NumberFormat.FP16)))
                .isCloseTo(expected, within(1e-9 * expected));
    }

    /** Groups of 1,000 rows take sixteen tiles of 64, as groups of 1,024 do. */
    @Test
    void groupedProductsRoundTheirRowsUp() {
        double whole = seconds(device(List.of()), gemm(1024, 16, NumberFormat.BF16));
        assertThat(seconds(device(List.of()), gemm(1000, 16, NumberFormat.BF16)))
                .isCloseTo(whole, within(1e-9 * whole));
    }

    @Test
    void whatWasNotMeasuredKeepsTheBuiltInModel() {
        Gemm eight = gemm(4096, 1, NumberFormat.FP8);
        assertThat(seconds(device(List.of()), eight)).isEqualTo(seconds(PLAIN, eight));
        Streaming residual = streaming("attention.residual");
        assertThat(seconds(device(List.of()), residual)).isEqualTo(seconds(PLAIN, residual));
    }

    private static Streaming streaming(String name) {
        return new Streaming(name, new Bytes(100_000_000), 1, new Bytes(200_000_000), 1);
    }

    @Test
    void streamingKernelsGoByTheLastWordOfTheirName() {
        assertThat(seconds(device(List.of()), streaming("attention.head_norm"))).isCloseTo(1e-4, within(1e-12));
        assertThat(seconds(device(List.of()), streaming("final_norm").backward().get(0)))
                .isCloseTo(4e-4, within(1e-12));
        Streaming normal = streaming("normal.residual");
        assertThat(seconds(device(List.of()), normal)).isEqualTo(seconds(PLAIN, normal));
    }

    private static AttentionCore core(int width) {
        return new AttentionCore(
                "core",
                new AttentionCore.Extent(64, 64, 8192, 4096.5, width, width),
                AttentionCore.Pass.FORWARD,
                NumberFormat.BF16);
    }

    /**
     * Twice the width reaches twice the share, so 90 reaches 0.2 x 90 / 64. Outside, the nearest width counts. The stack runs the newest kernel, as the curve does.
     */
    @ParameterizedTest
    @CsvSource({"64, 0.2", "90, 0.28125", "128, 0.4", "256, 0.4", "32, 0.2"})
    void attentionReachesTheShareOfItsWidth(int width, double share) {
        double speed = SUSTAINED * STACK.kernels().speed().attention();
        AttentionCore core = core(width);
        double expected = core.flops().value() / (BF16 * share * speed);
        assertThat(seconds(device(List.of()), core)).isCloseTo(expected, within(1e-9 * expected));
    }

    /** The built-in model's ratio of Hopper. */
    @Test
    void narrowHeadsThatWereNotMeasuredAreSlower() {
        Accelerator wideOnly = PLAIN.withCurves(new KernelCurves(
                SUSTAINED,
                Map.of(),
                new KernelCurves.Attention(List.of(curve(128, 0.4)), List.of()),
                Map.of(),
                KernelCurves.Collectives.NONE));
        double speed = SUSTAINED * STACK.kernels().speed().attention();
        AttentionCore narrow = core(64);
        double expected = narrow.flops().value() / (BF16 * 0.4 * 0.78 * speed);
        assertThat(seconds(wideOnly, narrow)).isCloseTo(expected, within(1e-9 * expected));
        AttentionCore wider = core(80);
        expected = wider.flops().value() / (BF16 * 0.4 * speed);
        assertThat(seconds(wideOnly, wider)).isCloseTo(expected, within(1e-9 * expected));
    }

    @Test
    void backwardFollowsForwardUnlessItWasMeasured() {
        Operator backward = core(128).backward().get(0);
        double speed = SUSTAINED * STACK.kernels().speed().attention();
        double ratio =
                PLAIN.efficiency().attentionBackward() / PLAIN.efficiency().attentionForward();
        double derived = backward.flops().value() / (BF16 * 0.4 * ratio * speed);
        assertThat(seconds(device(List.of()), backward)).isCloseTo(derived, within(1e-9 * derived));
        double measured = backward.flops().value() / (BF16 * 0.3 * speed);
        assertThat(seconds(device(List.of(curve(128, 0.3))), backward)).isCloseTo(measured, within(1e-9 * measured));
    }
}
