package dev.shardwright.profiler.timing;

import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table of kernel timings as the AIConfigurator project's collectors write them (CSV, perhaps gzipped): products
 * ({@code m, n, k}), causal attention ({@code batch_size, isl, num_heads, num_key_value_heads, head_dim}) or collectives
 * ({@code op_name, num_gpus, message_size}), with {@code stack}, {@code kernel}, a data type and {@code microseconds}.
 */
public final class TimingTable {
    private static final double MICROSECOND = 1e-6;
    private static final String TIME = "microseconds";
    private static final String PRODUCT_TYPE = "gemm_dtype";
    private static final String ATTENTION_TYPE = "attn_dtype";
    private static final String EXCHANGE_TYPE = "nccl_dtype";
    private static final CSVFormat CSV = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .get();

    /** Data types by the names of the collectors; a type that is not here has no format of the simulator. */
    private static final Map<String, NumberFormat> FORMATS = Map.of(
            "bfloat16", NumberFormat.BF16,
            "float16", NumberFormat.FP16,
            "half", NumberFormat.FP16,
            "float32", NumberFormat.FP32,
            "fp8", NumberFormat.FP8,
            "fp8_block", NumberFormat.FP8,
            "nvfp4", NumberFormat.FP4);

    private static final Map<String, Collective> COLLECTIVES = Map.of(
            "all_reduce", Collective.ALL_REDUCE,
            "all_gather", Collective.ALL_GATHER,
            "reduce_scatter", Collective.REDUCE_SCATTER,
            "alltoall", Collective.ALL_TO_ALL);

    /** Bytes of one element of a collective, by data type. */
    private static final Map<String, Integer> WIDTHS =
            Map.of("half", 2, "float16", 2, "bfloat16", 2, "float", 4, "float32", 4, "int8", 1, "fp8", 1);

    /** One row: its cells as they stand, the type of its operands, and what was timed if the simulator knows it. */
    public record Row(List<String> cells, String dataType, Optional<KernelTiming> timing) {}

    private final List<String> header;
    private final List<Row> rows;

    private TimingTable(List<String> header, List<Row> rows) {
        this.header = header;
        this.rows = rows;
    }

    /** Throws InvalidInputException with file, line and column. */
    public static TimingTable read(Path file) {
        try (Reader reader = open(file);
                CSVParser parser = CSV.parse(reader)) {
            List<String> header = List.copyOf(parser.getHeaderNames());
            List<Row> rows = new ArrayList<>();
            for (CSVRecord line : parser) {
                Cells cells = new Cells(file, header, line);
                rows.add(new Row(List.of(line.values()), cells.dataType(), cells.timing()));
            }
            return new TimingTable(header, rows);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    file.toString(), "cannot be read as a table of timings (" + e.getMessage() + ").", "");
        }
    }

    /** Whether a file begins like such a table. */
    public static boolean recognises(Path file) {
        try (Reader reader = open(file);
                CSVParser parser = CSV.parse(reader)) {
            return parser.getHeaderNames().containsAll(List.of("kernel", TIME));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Reader open(Path file) throws IOException {
        InputStream stream = new BufferedInputStream(Files.newInputStream(file));
        stream.mark(2);
        boolean packed = stream.read() == 0x1f && stream.read() == 0x8b;
        stream.reset();
        return new InputStreamReader(packed ? new GZIPInputStream(stream) : stream, StandardCharsets.UTF_8);
    }

    public List<String> header() {
        return header;
    }

    public List<Row> rows() {
        return rows;
    }

    /** The rows that the simulator knows what to do with. */
    public List<KernelTiming> timings() {
        return rows.stream().flatMap(row -> row.timing().stream()).toList();
    }

    /** One line with its column names. */
    private record Cells(Path file, List<String> header, CSVRecord line) {
        Optional<KernelTiming> timing() {
            return switch (typeColumn()) {
                case PRODUCT_TYPE -> product();
                case EXCHANGE_TYPE -> exchange();
                default -> attention();
            };
        }

        String dataType() {
            return text(typeColumn());
        }

        private String typeColumn() {
            if (header.contains("m")) {
                return PRODUCT_TYPE;
            }
            return header.contains("op_name") ? EXCHANGE_TYPE : ATTENTION_TYPE;
        }

        private Optional<KernelTiming> product() {
            Gemm.Shape shape = new Gemm.Shape(whole("m"), whole("n"), whole("k"), 1);
            return format().map(format -> new KernelTiming.Product(kernel(), format, shape, time()));
        }

        private Optional<KernelTiming> attention() {
            long batch = whole("batch_size");
            long heads = batch * whole("num_heads");
            long shared = batch * whole("num_key_value_heads");
            int width = Math.toIntExact(whole("head_dim"));
            long length = whole("isl");
            return format().map(format -> new KernelTiming.Attention(
                    kernel(), KernelTiming.Attention.causal(format, heads, shared, length, width), time()));
        }

        /**
         * The column {@code message_size} counts elements: a row of 16 bit takes as long as the row of 8 bit with twice
         * that number, on every device.
         */
        private Optional<KernelTiming> exchange() {
            Collective collective = COLLECTIVES.get(text("op_name"));
            Integer width = WIDTHS.get(dataType());
            if (collective == null || width == null) {
                return Optional.empty();
            }
            Bytes buffer = new Bytes(Math.multiplyExact(whole("message_size"), width.longValue()));
            int ranks = Math.toIntExact(whole("num_gpus"));
            return Optional.of(new KernelTiming.Exchange(kernel(), collective, ranks, buffer, time()));
        }

        private KernelCurve.Kernel kernel() {
            return new KernelCurve.Kernel(text("kernel"), text("stack"), dataType());
        }

        private Optional<NumberFormat> format() {
            return Optional.ofNullable(FORMATS.get(dataType().toLowerCase(Locale.ROOT)));
        }

        private Seconds time() {
            if (!header.contains(TIME) || text(TIME).isEmpty()) {
                return Seconds.ZERO;
            }
            try {
                double value = Double.parseDouble(text(TIME));
                if (value >= 0 && Double.isFinite(value)) {
                    return new Seconds(value * MICROSECOND);
                }
            } catch (NumberFormatException e) {
                // Falls through to the same message.
            }
            throw broken(TIME, "must be a time of at least 0.");
        }

        private long whole(String column) {
            try {
                long value = Long.parseLong(text(column));
                if (value > 0) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Falls through to the same message.
            }
            throw broken(column, "must be a whole number above 0.");
        }

        private String text(String column) {
            if (!line.isMapped(column) || !line.isSet(column)) {
                throw broken(column, "is missing.");
            }
            return line.get(column);
        }

        private InvalidInputException broken(String column, String rule) {
            String value = line.isMapped(column) && line.isSet(column) ? " = " + line.get(column) : "";
            return new InvalidInputException(
                    file + ", line " + (line.getRecordNumber() + 1) + ", " + column + value, rule, "");
        }
    }
}
