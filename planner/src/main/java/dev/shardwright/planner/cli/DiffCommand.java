package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.comparison.SideBySide;
import dev.shardwright.planner.explain.PartDifference;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.planner.planfile.LayoutJson;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.ReportJson;
import dev.shardwright.simulator.reportfile.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Puts two jobs side by side. */
@Command(
        name = "diff",
        header = "Compare two jobs side by side: layout, time, memory and conventions.",
        sortOptions = false,
        description = {"", "A plan file stands for its first layout; FILE#K for its layout of rank K."},
        footer = {
            "",
            "Examples:",
            "  shardwright diff train.sh plan.json --cluster dgx-h100",
            "  shardwright diff plan.json#1 plan.json#4",
            "",
            ExitStatus.EXPLAINED
        })
final class DiffCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "A launch script or configuration, a job file, or a plan file.")
    private String first;

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    private String second;

    @Mixin
    private ImportOptions options;

    @Mixin
    private FormatOption format;

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean json = format.json();
        Catalog catalog = Catalog.shipped();
        Report a = report(first, catalog);
        Report b = report(second, catalog);
        if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.set("a", json(a));
            node.set("b", json(b));
            console.print(JsonText.of(node));
        } else {
            console.print(text(new SideBySide(a, b)));
        }
        return ExitStatus.DONE;
    }

    /** The options are for those of the two that are scripts. */
    private Report report(String name, Catalog catalog) {
        NumberedFile file = NumberedFile.parse(name);
        ImportOptions beside = JobSource.holds(file.file()) ? new ImportOptions() : options;
        return Simulator.simulate(
                JudgedJob.read(List.of(file), beside, catalog).job().job());
    }

    private static ObjectNode json(Report report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("layout", LayoutJson.write(report.job().layout()));
        node.set("report", ReportJson.of(report));
        return node;
    }

    private List<String> text(SideBySide sides) {
        List<String> lines = new ArrayList<>();
        lines.add("a: " + first);
        lines.add("b: " + second);
        for (SideBySide.Section section : sides.sections()) {
            lines.add("");
            lines.addAll(section(section));
        }
        lines.add("");
        lines.addAll(console.wrapped(verdict(sides), "", ""));
        return lines;
    }

    /** What both have alike stands once. */
    private List<String> section(SideBySide.Section section) {
        TextTable table = new TextTable()
                .left(section.heading())
                .left("a")
                .left("b")
                .right(section.rows().stream().allMatch(row -> row.change().isEmpty()) ? "" : "b against a");
        List<String> alike = new ArrayList<>();
        for (SideBySide.Row row : section.rows()) {
            if (row.equal()) {
                alike.add(row.name().equals("in both") ? row.first() : row.name() + " " + row.first());
            } else {
                table.row(List.of(row.name(), row.first(), row.second(), row.change()));
            }
        }
        List<String> lines = new ArrayList<>();
        if (alike.size() < section.rows().size()) {
            lines.addAll(console.heading(table.lines()));
        }
        if (!alike.isEmpty()) {
            String heading = lines.isEmpty() ? section.heading() + ", alike: " : "alike: ";
            lines.addAll(console.wrapped(heading + String.join("; ", alike), "", "  "));
        }
        return lines;
    }

    /** Which is faster, why, and whether the error leaves it open. */
    private static String verdict(SideBySide sides) {
        Report a = sides.first();
        Report b = sides.second();
        if (a.job().workload().tokens() != b.job().workload().tokens()
                || a.job().cluster().devices() != b.job().cluster().devices()) {
            return "The jobs differ in tokens per step or GPUs: compare tokens/s/GPU.";
        }
        boolean firstFaster = a.iteration().value() <= b.iteration().value();
        Report faster = firstFaster ? a : b;
        Report slower = firstFaster ? b : a;
        double ahead = slower.iteration().value() / faster.iteration().value() - 1;
        if (ahead < 0.0005) {
            return "Both take the same time.";
        }
        String open = faster.confidence().ratio().high() > 1 + ahead
                ? " Measured runs of two layouts of one job lie further apart than that in one case of ten: it is a tie."
                : "";
        return (firstFaster ? "a" : "b") + " is faster: "
                + PartDifference.between(faster.time(), slower.time()).reason() + "." + open;
    }
}
