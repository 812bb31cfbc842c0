package dev.shardwright.profiler.view;

import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.Surface;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;

/** Speed against shape: one row and one column of extents, and a figure where they meet. */
public record ShapeTable(String title, List<String> heading, List<List<String>> rows) {
    private static final double GIGA = 1e9;
    private static final double[] ROWS = {16, 64, 256, 1024, 2048, 4096, 8192, 16384, 32768};
    private static final double[] WIDTHS = {1024, 2048, 4096, 8192, 16384};
    private static final double[] LENGTHS = {512, 1024, 2048, 4096, 8192, 16384, 32768};
    private static final double[] HEADS = {8, 16, 32, 64, 128, 256};
    private static final double[] BYTES = {1 << 16, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 26, 1 << 28, 1 << 30};

    public ShapeTable {
        heading = List.copyOf(heading);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** One table for each curve of products, attention, collectives and streaming kernels that counts. */
    public static List<ShapeTable> of(DeviceView view) {
        List<ShapeTable> tables = new ArrayList<>();
        Set<String> shown = new LinkedHashSet<>();
        for (KernelCurve curve : view.curves()) {
            if (shown.add(CurveFigures.name(curve))) {
                tables.add(table(view, curve));
            }
        }
        return tables;
    }

    private static ShapeTable table(DeviceView view, KernelCurve curve) {
        String name = CurveFigures.name(curve);
        if (curve instanceof KernelCurve.Gemm gemm) {
            return products(name, view, gemm);
        }
        if (curve instanceof KernelCurve.Attention) {
            return attention(name, curve.surface());
        }
        return curve instanceof KernelCurve.Exchange ? exchange(name, curve.surface()) : stream(name, curve.surface());
    }

    private static ShapeTable products(String name, DeviceView view, KernelCurve.Gemm curve) {
        List<Double> rows = Steps.within(curve.surface().axes().get(0), ROWS);
        List<Double> widths = Steps.within(curve.surface().axes().get(1), WIDTHS);
        return new ShapeTable(
                name + ": share of the roof, rows m by widths n = k",
                heading("m", widths),
                rows(rows, widths, (m, n) -> 100 * view.fraction(curve, m, n, n), "%.1f %%"));
    }

    private static ShapeTable attention(String name, Surface surface) {
        double group = surface.axes().get(2).nodes().get(0);
        List<Double> lengths = Steps.within(surface.axes().get(1), LENGTHS);
        List<Double> heads = Steps.within(surface.axes().get(0), HEADS);
        return new ShapeTable(
                name + ": share of the roof, lengths by heads",
                heading("length", heads),
                rows(lengths, heads, (length, count) -> 100 * surface.at(count, length, group), "%.1f %%"));
    }

    private static ShapeTable exchange(String name, Surface surface) {
        List<Double> ranks = surface.axes().get(0).nodes();
        List<Double> bytes = Steps.within(surface.axes().get(1), BYTES);
        return new ShapeTable(
                name + ": bus bandwidth in GB/s, bytes of the whole buffer by ranks",
                heading("bytes", ranks),
                rows(bytes, ranks, (buffer, count) -> surface.at(count, buffer) / GIGA, "%.4g"));
    }

    private static ShapeTable stream(String name, Surface surface) {
        List<Double> bytes = Steps.within(surface.axes().get(0), BYTES);
        return new ShapeTable(
                name + ": GB/s by bytes moved",
                List.of("bytes", "GB/s"),
                rows(bytes, List.of(1.0), (moved, one) -> surface.at(moved) / GIGA, "%.4g"));
    }

    private static List<String> heading(String first, List<Double> columns) {
        List<String> heading = new ArrayList<>(List.of(first));
        columns.forEach(column -> heading.add(whole(column)));
        return heading;
    }

    private static List<List<String>> rows(
            List<Double> rows, List<Double> columns, DoubleBinaryOperator figure, String form) {
        List<List<String>> table = new ArrayList<>();
        for (double row : rows) {
            List<String> line = new ArrayList<>(List.of(whole(row)));
            for (double column : columns) {
                line.add(String.format(Locale.ROOT, form, figure.applyAsDouble(row, column)));
            }
            table.add(line);
        }
        return table;
    }

    static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
