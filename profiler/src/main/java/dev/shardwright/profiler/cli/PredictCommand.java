package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.predict.KernelTimes;
import dev.shardwright.profiler.predict.TimingErrors;
import dev.shardwright.profiler.timing.TimingTable;
import dev.shardwright.profiler.view.DeviceView;
import dev.shardwright.profiler.view.DeviceViews;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.unit.Seconds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds the times that a device's curves predict to a table of kernel timings. */
@Command(
        name = "predict",
        header = "Add the times that a device's measured curves predict to a table of kernels.",
        sortOptions = false,
        description = {
            "",
            "Reads a CSV table of products, attention or collectives (docs/profile-import.md lists the columns) and prints "
                    + "its rows with a column predicted_microseconds. Times are those of single kernels on a cool device, "
                    + "as they were measured, not of a long run.",
            "Rows of operators or data types without a curve keep an empty cell. Where the table holds measured times, "
                    + "their distance from the predicted ones is summed up on standard error."
        },
        footer = {
            "",
            "Examples:",
            "  shardwright profile predict shapes.csv --device h100_sxm > predicted.csv",
            "  shardwright profile predict timings.csv.gz --device mine.json > predicted.csv",
            "",
            ExitStatus.EXPLAINED
        })
final class PredictCommand implements Callable<Integer> {
    private static final String COLUMN = "predicted_microseconds";
    private static final double MICRO = 1e-6;
    private static final MathContext SIX_DIGITS = new MathContext(6);

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "A CSV table of kernels and shapes; .gz too.")
    private Path file;

    @Option(
            names = "--device",
            paramLabel = "NAME|FILE",
            required = true,
            description = "An accelerator with measured kernels, or a kernel profile.")
    private String device;

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        TimingTable table = TimingTable.read(file);
        DeviceViews views = new DeviceViews(Catalog.shipped());
        DeviceView view = views.view(views.file(device));
        Rows rows = new Rows(new KernelTimes(view.device(), view.curves()));
        try (CSVPrinter printer = new CSVPrinter(
                console.out(),
                CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get())) {
            List<String> header = new ArrayList<>(table.header());
            header.add(COLUMN);
            printer.printRecord(header);
            for (TimingTable.Row row : table.rows()) {
                printer.printRecord(rows.predicted(row));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.remarks().forEach(console::say);
        return ExitStatus.DONE;
    }

    /** Rows with their predictions, and what there is to say about all of them. */
    private static final class Rows {
        private final KernelTimes times;
        private final TimingErrors errors = new TimingErrors();
        private final Map<String, Integer> unknown = new TreeMap<>();

        Rows(KernelTimes times) {
            this.times = times;
        }

        List<String> predicted(TimingTable.Row row) {
            Optional<Seconds> predicted = row.timing().flatMap(times::of);
            predicted.ifPresentOrElse(
                    seconds -> errors.add(row.timing().orElseThrow(), seconds),
                    () -> unknown.merge(row.dataType(), 1, Integer::sum));
            List<String> cells = new ArrayList<>(row.cells());
            cells.add(predicted
                    .map(seconds -> new BigDecimal(seconds.value() / MICRO)
                            .round(SIX_DIGITS)
                            .toPlainString())
                    .orElse(""));
            return cells;
        }

        List<String> remarks() {
            List<String> lines = new ArrayList<>();
            unknown.forEach((type, count) -> lines.add(count + " rows of " + type + " have no prediction: "
                    + times.device().name() + " has no curve of that type"));
            List<TimingErrors.Line> compared = errors.lines();
            if (!compared.isEmpty()) {
                lines.addAll(new ErrorText(compared).lines());
            }
            return lines;
        }
    }
}
