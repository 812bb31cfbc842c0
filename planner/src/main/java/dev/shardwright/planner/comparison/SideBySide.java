package dev.shardwright.planner.comparison;

import dev.shardwright.planner.output.LayoutColumns;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.stack.StageSplit;
import dev.shardwright.simulator.step.StepFigures.Part;
import dev.shardwright.simulator.unit.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Two jobs beside each other: what is trained, the layout, figures, time, memory, and conventions of their software. */
public record SideBySide(Report first, Report second) {
    /** Shares of a step below this are not told. */
    private static final double SHOWN = 0.0005;

    /** Rows under one heading. */
    public record Section(String heading, List<Row> rows) {}

    /** One line; {@code change} is empty where it says nothing. */
    public record Row(String name, String first, String second, String change) {
        public boolean equal() {
            return first.equals(second);
        }
    }

    public List<Section> sections() {
        return List.of(
                new Section("job", job()),
                new Section("layout", layout()),
                new Section("figures", figures()),
                new Section("time of a step", time()),
                new Section("memory of the worst rank", memory()),
                new Section("conventions", conventions()));
    }

    private List<Row> job() {
        return List.of(
                ofJobs("model", job -> JobText.model(job.model())),
                ofJobs("cluster", job -> JobText.cluster(job.cluster())),
                ofJobs("batch", job -> JobText.workload(job.workload())),
                ofJobs("numerics", job -> JobText.numerics(job.numerics())),
                ofJobs("software", job -> JobText.stack(job.stack())));
    }

    /** The choices that differ; the degrees in any case. */
    private List<Row> layout() {
        Layout a = first.job().layout();
        Layout b = second.job().layout();
        LayoutColumns columns = new LayoutColumns(List.of(a, b), LayoutColumns.Detail.FULL);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < columns.headings().size(); i++) {
            rows.add(new Row(
                    columns.headings().get(i),
                    columns.cells(a).get(i),
                    columns.cells(b).get(i),
                    ""));
        }
        if (!columns.shared().isEmpty()) {
            rows.add(new Row("in both", columns.shared(), columns.shared(), ""));
        }
        return rows;
    }

    private List<Row> figures() {
        return List.of(
                ofFigures(ReportFigure.ITERATION),
                ofReports("90 % interval", SideBySide::interval),
                ofFigures(ReportFigure.TOKENS),
                ofFigures(ReportFigure.MFU),
                ofFigures(ReportFigure.PEAK_MEMORY),
                ofReports("verdict", report -> report.memory().verdict().label()));
    }

    private static String interval(Report report) {
        return ReportFigure.ITERATION_LOW.text(report) + " to " + ReportFigure.ITERATION_HIGH.text(report);
    }

    private List<Row> time() {
        List<Row> rows = new ArrayList<>();
        for (Part part : Part.values()) {
            double a = first.time().part(part).value();
            double b = second.time().part(part).value();
            if (Math.max(a / first.iteration().value(), b / second.iteration().value()) >= SHOWN) {
                rows.add(new Row(part.label(), seconds(a), seconds(b), difference(seconds(Math.abs(b - a)), b - a)));
            }
        }
        return rows;
    }

    private static String seconds(double value) {
        return value == 0 ? "-" : ReportFigure.seconds(value);
    }

    private List<Row> memory() {
        List<Row> rows = new ArrayList<>();
        for (MemoryCategory category : MemoryCategory.values()) {
            double a = gibibytes(first, category);
            double b = gibibytes(second, category);
            if (a + b > 0) {
                rows.add(new Row(
                        category.label(),
                        ReportFigure.gibibytes(a),
                        ReportFigure.gibibytes(b),
                        difference(ReportFigure.gibibytes(Math.abs(b - a)), b - a)));
            }
        }
        return rows;
    }

    private static double gibibytes(Report report, MemoryCategory category) {
        return report.memory().lines().getOrDefault(category, Bytes.ZERO).inGibibytes();
    }

    private static String difference(String size, double sign) {
        return sign == 0 || size.startsWith("0.0 ") ? "" : (sign < 0 ? "-" : "+") + size;
    }

    private static String dealt(TrainingJob job) {
        StageSplit split = job.stack()
                .execution()
                .split()
                .of(job.layout().stages(), job.model().layers().size());
        return split.counts().isEmpty()
                ? word(split.rule())
                : split.counts().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** What the same figure means in either software, and how it orders ranks and layers. */
    private List<Row> conventions() {
        return List.of(
                ofJobs(
                        "ranks next to each other",
                        job -> switch (job.stack().execution().order()) {
                            case PIPELINE_OUTERMOST -> "tp, cp, dp, then pp";
                            case DATA_OUTERMOST -> "tp, cp, pp, then dp";
                        }),
                ofJobs("layers of stages", SideBySide::dealt),
                ofJobs("memory counter", job -> word(job.stack().memory().counter())),
                ofReports(
                        "which would read",
                        report -> ReportFigure.gibibytes(report.counted().inGibibytes())),
                ofReports("model FLOPs per step", report -> report.modelFlops().toString()),
                ofReports(
                        "peak of MFU",
                        report -> report.job()
                                        .cluster()
                                        .accelerator()
                                        .peak(report.job()
                                                .numerics()
                                                .precision()
                                                .operands())
                                + " per GPU"));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Row ofJobs(String name, Function<TrainingJob, String> text) {
        return new Row(name, text.apply(first.job()), text.apply(second.job()), "");
    }

    private Row ofReports(String name, Function<Report, String> text) {
        return new Row(name, text.apply(first), text.apply(second), "");
    }

    private Row ofFigures(ReportFigure figure) {
        double ratio = figure.value(second) / figure.value(first);
        String change = String.format(Locale.ROOT, "%+.1f %%", 100 * (ratio - 1));
        return new Row(figure.label(), figure.text(first), figure.text(second), change);
    }
}
