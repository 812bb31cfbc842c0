package dev.shardwright.profiler.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.profiler.chart.Panel;
import dev.shardwright.profiler.chart.Series;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.AttentionCurve;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.CollectiveCurve;
import dev.shardwright.simulator.hardware.GemmCurve;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.unit.BytesPerSecond;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Devices whose curves are level, so that every figure is known beforehand. */
final class ComparisonTest {
    private static final KernelCurve.Kernel KERNEL = new KernelCurve.Kernel("k", "l", "t");
    private static final KernelCurve.Quality QUALITY = new KernelCurve.Quality(
            9, new KernelCurve.Quality.Deviation(0.01, 0.02), new KernelCurve.Quality.Deviation(0.03, 0.04));

    /** Products at this share of the roof, attention at half of it, 300 GB/s times it on the wire, 2 TB/s times it in memory. */
    private static DeviceView view(String device, double share) {
        return new DeviceView(
                device,
                List.of("load: sustained"),
                Catalog.shipped().hardware().accelerator(device),
                Optional.of(new BytesPerSecond(450e9)),
                List.of(
                        new KernelCurve.Gemm(
                                KERNEL,
                                QUALITY,
                                NumberFormat.BF16,
                                new GemmCurve(level(share, "m", "n", "k"), List.of()),
                                KernelCurve.Cast.NONE),
                        new KernelCurve.Attention(
                                KERNEL,
                                QUALITY,
                                NumberFormat.BF16,
                                KernelCurve.Pass.FORWARD,
                                new AttentionCurve(128, level(share / 2, "heads", "length", "group"))),
                        new KernelCurve.Streaming(KERNEL, QUALITY, "norm", level(2e12 * share, "bytes")),
                        new KernelCurve.Exchange(
                                KERNEL,
                                QUALITY,
                                Collective.ALL_REDUCE,
                                new CollectiveCurve(level(300e9 * share, "ranks", "bytes")))),
                List.of());
    }

    private static Surface level(double value, String... names) {
        List<Surface.Axis> axes = Arrays.stream(names)
                .map(name -> switch (name) {
                    case "bytes" -> new Surface.Axis(name, List.of(1e4, 1e9));
                    case "ranks", "group" -> new Surface.Axis(name, List.of(1.0, 8.0));
                    case "heads" -> new Surface.Axis(name, List.of(8.0, 256.0));
                    default -> new Surface.Axis(name, List.of(256.0, 16384.0));
                })
                .toList();
        double[] values = new double[1 << names.length];
        Arrays.fill(values, value);
        return new Surface(axes, values);
    }

    @Test
    void ratiosOfLevelCurves() {
        Comparison comparison = Comparison.of(view("h100-sxm-80gb", 0.4), view("h100-sxm-80gb", 0.6));
        assertThat(comparison.classes())
                .extracting(Comparison.Operators::name)
                .containsExactly("gemm bf16", "attention forward bf16, width 128", "streaming norm", "all reduce");
        assertThat(comparison.classes())
                .allSatisfy(operators -> assertThat(operators.lines())
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line.pairs())
                                .isNotEmpty()
                                .allSatisfy(pair -> assertThat(pair.ratio()).isCloseTo(1.5, within(1e-9)))));
        Comparison.Pair product =
                comparison.classes().get(0).lines().get(2).pairs().get(4);
        assertThat(product.extent()).isEqualTo(4096);
        assertThat(product.first()).isCloseTo(0.4 * 989.4, within(0.1));
    }

    @Test
    void classesThatOnlyOneHasAreLeftOut() {
        DeviceView whole = view("h100-sxm-80gb", 0.5);
        DeviceView part = new DeviceView(
                "x", List.of(), whole.device(), Optional.empty(), whole.curves().subList(2, 3), List.of());
        assertThat(Comparison.of(whole, part).classes())
                .extracting(Comparison.Operators::name)
                .containsExactly("streaming norm");
    }

    @Test
    void panelsOfADevice() {
        List<Panel> panels = Panels.of(view("h100-sxm-80gb", 0.5), Panels.Choice.ALL);
        assertThat(panels).hasSize(5);
        Series line = panels.get(0).series().get(0);
        assertThat(line.name()).isEqualTo("n = k = 1,024");
        assertThat(line.points())
                .hasSizeGreaterThan(50)
                .allSatisfy(point -> assertThat(point.y()).isCloseTo(50, within(1e-6)));
        assertThat(Panels.of(view("h100-sxm-80gb", 0.5), Panels.Choice.ROOFLINE))
                .singleElement()
                .satisfies(panel -> assertThat(panel.series())
                        .extracting(Series::name)
                        .containsExactly("bf16 roof", "bf16 reached", "bf16 products"));
    }

    /** The ceiling is the fastest product and the fastest stream, both half of the datasheet's here. */
    @Test
    void measuredCeilings() {
        Panel roofline =
                Panels.of(view("h100-sxm-80gb", 0.5), Panels.Choice.ROOFLINE).get(0);
        Series reached = roofline.series().get(1);
        assertThat(reached.points().get(0).y()).isCloseTo(1.0, within(1e-9));
        assertThat(reached.points().get(2).y()).isCloseTo(0.5 * 989.4, within(0.1));
    }

    @Test
    void tablesOfShapes() {
        List<ShapeTable> tables = ShapeTable.of(view("h100-sxm-80gb", 0.5));
        assertThat(tables).hasSize(4);
        assertThat(tables.get(0).heading()).containsExactly("m", "1,024", "2,048", "4,096", "8,192", "16,384");
        assertThat(tables.get(0).rows().get(0)).startsWith("256", "50.0 %");
        assertThat(tables.get(3).rows()).allSatisfy(row -> assertThat(row).endsWith("150.0", "150.0"));
    }
}
