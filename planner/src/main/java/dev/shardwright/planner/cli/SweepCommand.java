package dev.shardwright.planner.cli;

import dev.shardwright.planner.explain.Wording;
import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.planner.form.RequestForm;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.sweep.Axis;
import dev.shardwright.planner.sweep.Sweep;
import dev.shardwright.planner.sweep.SweepMonitor;
import dev.shardwright.planner.sweep.SweepPoint;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers a planning question at several values of one of its figures. */
@Command(
        sortOptions = false,
        customSynopsis = {
            "shardwright sweep --along AXIS [--values V,V,...] --model NAME|FILE --cluster NAME|FILE",
            "           --gpus N --sequence-length TOKENS --global-batch SEQUENCES [OPTIONS]"
        },
        name = "sweep",
        header = "Plan a job at several numbers of GPUs, bandwidths, batches, sequence lengths or memory sizes.",
        description = {
            "",
            "Each point has a search of its own: its layout is the first of its `shardwright plan`. All else is held, the price of a GPU-hour too. --time-limit counts for each point."
        },
        footer = {
            "",
            "Examples:",
            "  shardwright sweep --along gpus --values 64,128,256,512 --model llama-3-70b --cluster dgx-h100 \\",
            "      --gpus 64 --sequence-length 8192 --global-batch 512",
            "  shardwright sweep --along bandwidth --values 200Gbit/s,400Gbit/s,800Gbit/s --model mixtral-8x7b \\",
            "      --cluster dgx-h100 --gpus 128 --sequence-length 4096 --global-batch 1024 --format csv",
            "",
            "Ctrl-C ends the sweep and prints the points that are finished.",
            ExitStatus.EXPLAINED
        })
final class SweepCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private JobOptions job;

    @Option(
            names = "--along",
            paramLabel = "AXIS",
            description = "What differs: gpus, bandwidth (of the network, per GPU and direction), batch, sequence, or"
                    + " memory (that a process can use of a GPU).")
    private String along = "";

    @Option(
            names = "--values",
            paramLabel = "V,V,...",
            description = "Its values, such as 64,128 or 400Gbit/s,100GB/s or 80GiB,141GiB; default: some below and"
                    + " above that of the job.")
    private String values = "";

    @Mixin
    private LayoutOptions layout;

    @Mixin
    private SearchOptions search;

    @Option(
            names = "--format",
            paramLabel = "text|csv|json",
            defaultValue = "text",
            description = "Print a text for people, or CSV or JSON for programs; default ${DEFAULT-VALUE}.")
    private String format;

    SweepCommand(Console console) {
        this.console = console;
    }

    /** How the points are printed. */
    private enum Format {
        TEXT,
        CSV,
        JSON;

        static Format parse(String text) {
            return switch (text) {
                case "text" -> TEXT;
                case "csv" -> CSV;
                case "json" -> JSON;
                default -> throw new IllegalArgumentException("must be text, csv or json");
            };
        }
    }

    @Override
    public Integer call() {
        OptionReader reader = new OptionReader();
        reader.require(!along.isEmpty(), "--along", "is missing: what differs.", "For example: --along gpus");
        Format wanted = reader.read("--format", format, Format.TEXT, Format::parse);
        Axis axis = reader.read("--along", along, Axis.GPUS, SweepCommand::axis);
        List<Double> stated = reader.readAll("--values", values, axis::parse);
        reader.check();
        PlanningRequest request = new RequestForm(job.form(), layout.form(), search.form()).request(Catalog.shipped());
        if (request.deviceCounts().size() > 1) {
            throw new InvalidInputException(
                    "--gpus",
                    "must be one number for a sweep.",
                    "Several are swept with --along gpus --values N,N,...");
        }
        List<Double> swept = stated.isEmpty() ? axis.usual(request) : stated;
        List<SweepPoint> points =
                points(request, axis, swept.stream().distinct().sorted().toList());
        SweepTables tables = new SweepTables(request, axis, points);
        switch (wanted) {
            case TEXT -> console.print(tables.text(console));
            case CSV -> console.print(tables.csv());
            case JSON -> console.print(tables.json());
        }
        boolean any = points.stream().anyMatch(point -> point.best().isPresent());
        return any ? ExitStatus.DONE : ExitStatus.NOTHING_FITS;
    }

    private static Axis axis(String word) {
        return Arrays.stream(Axis.values())
                .filter(axis -> axis.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be "
                        + Wording.choice(
                                Arrays.stream(Axis.values()).map(Axis::word).toList())));
    }

    private static SweepMonitor monitor(SearchProgress progress) {
        return new SweepMonitor() {
            @Override
            public void answered(SweepPoint point) {
                progress.advanced(1);
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    private List<SweepPoint> points(PlanningRequest request, Axis axis, List<Double> swept) {
        Seconds most = new Seconds(request.limits().time().value() * swept.size());
        List<SweepPoint> points;
        try (SearchProgress progress = SearchProgress.start(console, most)) {
            progress.begins(swept.size());
            points = new Sweep().run(request, axis, swept, monitor(progress));
        }
        if (points.size() < swept.size()) {
            console.say(
                    "shardwright sweep: stopped early, after " + points.size() + " of " + swept.size() + " points.");
        }
        return points;
    }
}
