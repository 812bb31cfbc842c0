package dev.shardwright.profiler.curvefile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.catalog.KernelProfile;
import dev.shardwright.simulator.hardware.GemmCurve;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.timing.TimedKernel;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Writes a kernel profile, with the times behind it; docs/profile-file.md. What is read back says the same. */
public final class CurveFile {
    private static final int SCHEMA = 2;
    private static final double GIGABYTE = 1e9;
    private static final double MICRO = 1e-6;
    private static final MathContext FIVE_DIGITS = new MathContext(5);
    private static final MathContext FOUR_DIGITS = new MathContext(4);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    private CurveFile() {}

    /** The text of a file. */
    public static String write(KernelProfile profile, List<TimedKernel> samples) {
        ObjectNode file = JSON.objectNode();
        file.put("schema", SCHEMA);
        file.put("device", profile.device());
        file.put("load", word(profile.load()));
        file.put("source", profile.source());
        profile.link().ifPresent(rate -> file.put("link", figure(rate.value() / GIGABYTE) + " GB/s"));
        file.set("curves", curves(profile.curves()));
        ArrayNode times = file.putArray("samples");
        samples.forEach(sample -> times.add(SampleJson.of(sample)));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Curves as a list of objects. */
    public static ArrayNode curves(List<KernelCurve> curves) {
        ArrayNode list = JSON.arrayNode();
        curves.forEach(curve -> list.add(curve(curve)));
        return list;
    }

    private static ObjectNode curve(KernelCurve curve) {
        ObjectNode node = JSON.objectNode();
        double unit = 1;
        if (curve instanceof KernelCurve.Gemm gemm) {
            node.put("operator", "gemm").put("format", word(gemm.format()));
        } else if (curve instanceof KernelCurve.Attention attention) {
            node.put("operator", "attention").put("format", word(attention.format()));
            node.put("pass", word(attention.pass()))
                    .put("width", attention.curve().width());
        } else if (curve instanceof KernelCurve.Streaming streaming) {
            node.put("operator", "streaming").put("kind", streaming.kind());
            unit = GIGABYTE;
        } else if (curve instanceof KernelCurve.Exchange exchange) {
            node.put("operator", word(exchange.collective()));
            unit = GIGABYTE;
        }
        kernel(node, curve);
        if (curve instanceof KernelCurve.Gemm gemm) {
            node.set("waves", waves(gemm.curve().waves()));
            cast(node, gemm.cast());
        }
        surface(node, curve.surface(), unit);
        return node;
    }

    private static void kernel(ObjectNode node, KernelCurve curve) {
        kernel(node, curve.kernel());
        ObjectNode quality = node.putObject("quality");
        quality.put("samples", curve.quality().samples());
        deviation(quality, "fitted", curve.quality().fitted());
        deviation(quality, "left_out", curve.quality().leftOut());
    }

    /** Names that are not known are absent. */
    static void kernel(ObjectNode node, KernelCurve.Kernel kernel) {
        named(node, "kernel", kernel.name());
        named(node, "library", kernel.library());
        named(node, "data_type", kernel.dataType());
    }

    private static void named(ObjectNode node, String key, String name) {
        if (!name.isEmpty()) {
            node.put(key, name);
        }
    }

    /** Absent where too few shapes were measured to leave any out. */
    private static void deviation(ObjectNode quality, String key, KernelCurve.Quality.Deviation deviation) {
        if (Double.isFinite(deviation.median()) && Double.isFinite(deviation.ninetieth())) {
            quality.putObject(key)
                    .put("median", rounded(deviation.median(), FOUR_DIGITS))
                    .put("p90", rounded(deviation.ninetieth(), FOUR_DIGITS));
        }
    }

    private static ArrayNode waves(List<GemmCurve.Wave> waves) {
        ArrayNode list = JSON.arrayNode();
        waves.forEach(wave -> list.addObject()
                .put("rows", wave.rows())
                .put("columns", wave.columns())
                .put("exponent", rounded(wave.exponent(), FOUR_DIGITS)));
        return list;
    }

    /** Absent where the product was timed alone. */
    private static void cast(ObjectNode node, KernelCurve.Cast cast) {
        if (!cast.equals(KernelCurve.Cast.NONE)) {
            node.putObject("cast")
                    .put("bytes_per_element", rounded(cast.bytesPerElement(), FOUR_DIGITS))
                    .put("gap_us", rounded(cast.gap().value() / MICRO, FOUR_DIGITS));
        }
    }

    private static void surface(ObjectNode node, Surface surface, double unit) {
        ObjectNode axes = node.putObject("axes");
        for (Surface.Axis axis : surface.axes()) {
            ArrayNode nodes = axes.putArray(axis.name());
            axis.nodes().forEach(value -> nodes.add(rounded(value, MathContext.DECIMAL64)));
        }
        ArrayNode values = node.putArray("values");
        for (double value : surface.values()) {
            values.add(rounded(value / unit, FIVE_DIGITS));
        }
    }

    static BigDecimal rounded(double value, MathContext digits) {
        return new BigDecimal(value).round(digits).stripTrailingZeros();
    }

    private static String figure(double value) {
        return rounded(value, FIVE_DIGITS).toPlainString();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String word(NumberFormat format) {
        return word((Enum<?>) format);
    }
}
