package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.hardware.AttentionCurve;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.CollectiveCurve;
import dev.shardwright.simulator.hardware.GemmCurve;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the curves of a kernel profile; docs/profile-file.md. */
final class KernelFile {
    private static final int SCHEMA = 2;
    private static final int WIDEST_HEAD = 65_536;
    private static final int LARGEST_TILE = 65_536;
    private static final double GIGABYTE = 1e9;
    private static final double MICROSECOND = 1e-6;
    private static final Map<String, NumberFormat> FORMATS = words(NumberFormat.values());
    private static final Map<String, KernelCurve.Pass> PASSES = words(KernelCurve.Pass.values());
    private static final Map<String, KernelProfile.Load> LOADS = words(KernelProfile.Load.values());
    private static final Map<String, Collective> COLLECTIVES = words(Collective.values());

    /** Parts that only the profiler reads. */
    private static final List<String> OTHER_PARTS = List.of("conditions", "roof", "samples", "missing");

    private final JsonFields file;

    KernelFile(JsonFields file) {
        this.file = file;
    }

    KernelProfile read() {
        file.need(JsonKind.wholeNumber(SCHEMA, SCHEMA), "schema");
        Optional<String> device = device();
        Optional<KernelProfile.Load> load = file.need(JsonKind.oneOf(LOADS), "load");
        Optional<String> source = file.get(JsonKind.text(), "source");
        Optional<BytesPerSecond> link = file.get(JsonKind.parsed(BytesPerSecond::parse), "link");
        List<KernelCurve> curves = new ArrayList<>();
        for (JsonFields fields : curves()) {
            curve(fields).ifPresent(curves::add);
        }
        OTHER_PARTS.forEach(file::raw);
        file.throwProblems();
        return new KernelProfile(device.orElseThrow(), load.orElseThrow(), source.orElse(""), link, curves);
    }

    /** A measurement that ended early may have none. */
    private List<JsonFields> curves() {
        JsonNode list = file.raw("curves");
        return list.isArray() && list.isEmpty() ? List.of() : file.needObjects("curves");
    }

    /** The name of an accelerator, or what the profiler found out about a device. */
    private Optional<String> device() {
        JsonNode device = file.raw("device");
        return device.isObject() && device.path("name").isTextual()
                ? Optional.of(device.path("name").textValue())
                : file.need(JsonKind.text(), "device");
    }

    private static Optional<KernelCurve> curve(JsonFields fields) {
        Optional<String> operator = fields.need(JsonKind.text(), "operator");
        KernelCurve.Kernel kernel = new KernelCurve.Kernel(
                fields.get(JsonKind.text(), "kernel").orElse(""),
                fields.get(JsonKind.text(), "library").orElse(""),
                fields.get(JsonKind.text(), "data_type").orElse(""));
        KernelCurve.Quality quality = quality(fields.object("quality"));
        return operator.flatMap(name -> switch (name) {
            case "gemm" -> gemm(fields, kernel, quality);
            case "attention" -> attention(fields, kernel, quality);
            case "streaming" -> streaming(fields, kernel, quality);
            default -> exchange(fields, kernel, quality);
        });
    }

    private static KernelCurve.Quality quality(JsonFields fields) {
        return new KernelCurve.Quality(
                fields.get(JsonKind.wholeNumber(0, Integer.MAX_VALUE), "samples")
                        .orElse(0),
                deviation(fields.object("fitted")),
                deviation(fields.object("left_out")));
    }

    private static KernelCurve.Quality.Deviation deviation(JsonFields fields) {
        return new KernelCurve.Quality.Deviation(
                fields.get(JsonKind.number(0), "median").orElse(Double.NaN),
                fields.get(JsonKind.number(0), "p90").orElse(Double.NaN));
    }

    private static Optional<KernelCurve> gemm(
            JsonFields fields, KernelCurve.Kernel kernel, KernelCurve.Quality quality) {
        Optional<NumberFormat> format = fields.need(JsonKind.oneOf(FORMATS), "format");
        List<GemmCurve.Wave> waves = waves(fields);
        KernelCurve.Cast cast = cast(fields.object("cast"));
        Optional<Surface> surface = surface(fields, 1, "m", "n", "k");
        return format.flatMap(
                f -> surface.map(s -> new KernelCurve.Gemm(kernel, quality, f, new GemmCurve(s, waves), cast)));
    }

    private static KernelCurve.Cast cast(JsonFields fields) {
        return new KernelCurve.Cast(
                fields.get(JsonKind.number(0), "bytes_per_element").orElse(0.0),
                new Seconds(fields.get(JsonKind.number(0), "gap_us").orElse(0.0) * MICROSECOND));
    }

    private static List<GemmCurve.Wave> waves(JsonFields fields) {
        List<GemmCurve.Wave> waves = new ArrayList<>();
        if (!fields.has("waves") || fields.raw("waves").isEmpty()) {
            return waves;
        }
        for (JsonFields wave : fields.needObjects("waves")) {
            Optional<Integer> rows = wave.need(JsonKind.wholeNumber(1, LARGEST_TILE), "rows");
            Optional<Integer> columns = wave.need(JsonKind.wholeNumber(1, LARGEST_TILE), "columns");
            Optional<Double> exponent = wave.need(JsonKind.number(0), "exponent");
            if (rows.isPresent() && columns.isPresent() && exponent.isPresent()) {
                waves.add(new GemmCurve.Wave(rows.get(), columns.get(), exponent.get()));
            }
        }
        return waves;
    }

    private static Optional<KernelCurve> attention(
            JsonFields fields, KernelCurve.Kernel kernel, KernelCurve.Quality quality) {
        Optional<NumberFormat> format = fields.need(JsonKind.oneOf(FORMATS), "format");
        Optional<KernelCurve.Pass> pass = fields.need(JsonKind.oneOf(PASSES), "pass");
        Optional<Integer> width = fields.need(JsonKind.wholeNumber(1, WIDEST_HEAD), "width");
        Optional<Surface> surface = surface(fields, 1, "heads", "length", "group");
        return format.flatMap(f -> pass.flatMap(p -> width.flatMap(
                w -> surface.map(s -> new KernelCurve.Attention(kernel, quality, f, p, new AttentionCurve(w, s))))));
    }

    private static Optional<KernelCurve> streaming(
            JsonFields fields, KernelCurve.Kernel kernel, KernelCurve.Quality quality) {
        Optional<String> kind = fields.need(JsonKind.text(), "kind");
        Optional<Surface> surface = surface(fields, GIGABYTE, "bytes");
        return kind.flatMap(k -> surface.map(s -> new KernelCurve.Streaming(kernel, quality, k, s)));
    }

    private static Optional<KernelCurve> exchange(
            JsonFields fields, KernelCurve.Kernel kernel, KernelCurve.Quality quality) {
        Optional<Collective> collective = fields.need(JsonKind.oneOf(COLLECTIVES), "operator");
        Optional<Surface> surface = surface(fields, GIGABYTE, "ranks", "bytes");
        return collective.flatMap(
                c -> surface.map(s -> new KernelCurve.Exchange(kernel, quality, c, new CollectiveCurve(s))));
    }

    private static Optional<Surface> surface(JsonFields fields, double unit, String... names) {
        JsonFields axes = fields.object("axes");
        List<double[]> nodes = new ArrayList<>();
        for (String name : names) {
            axes.need(JsonKind.numbers(), name).ifPresent(nodes::add);
        }
        Optional<double[]> values = fields.need(JsonKind.numbers(), "values");
        if (values.isEmpty() || nodes.size() < names.length) {
            return Optional.empty();
        }
        try {
            List<Surface.Axis> named = new ArrayList<>();
            for (int i = 0; i < names.length; i++) {
                named.add(new Surface.Axis(
                        names[i], Arrays.stream(nodes.get(i)).boxed().toList()));
            }
            return Optional.of(new Surface(
                    named, Arrays.stream(values.get()).map(v -> v * unit).toArray()));
        } catch (IllegalArgumentException e) {
            fields.problem("values", "make no curve: " + e.getMessage() + ".", "");
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Map<String, E> words(E[] values) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : values) {
            words.put(value.name().toLowerCase(Locale.ROOT), value);
        }
        return words;
    }
}
