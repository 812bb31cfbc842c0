package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.report.Explanation;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.ExplanationJson;
import dev.shardwright.simulator.reportfile.ExplanationText;
import dev.shardwright.simulator.reportfile.ReportJson;
import dev.shardwright.simulator.reportfile.ReportText;
import dev.shardwright.simulator.step.Detail;
import dev.shardwright.simulator.step.StepTimeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predicts one job. */
@Command(
        sortOptions = false,
        customSynopsis = {
            "shardwright simulate --model NAME|FILE --cluster NAME|FILE --gpus N",
            "           --sequence-length TOKENS --global-batch SEQUENCES [OPTIONS]",
            "       shardwright simulate FILE [--rank K] [--explain] [--trace FILE] [--draw FILE]",
            "           [--format text|json]"
        },
        name = "simulate",
        header = "Predict the step time and memory of one layout.",
        description = {
            "",
            "The job is that of a file, or stands in the options. Each layout option takes one value here; left out, it is 1, or what the stack does by itself.",
            "Data parallel ranks take the GPUs that are left."
        },
        footer = {
            "",
            "Examples:",
            "  shardwright simulate plan.json --rank 2",
            "  shardwright simulate --model llama-3-70b --cluster dgx-h100 --gpus 64 \\",
            "      --sequence-length 8192 --global-batch 512 --tp 8 --pp 4 --zero 1",
            "  shardwright simulate plan.json --explain --trace step.json --draw step.svg",
            "  shardwright simulate plan.json --slow-rank 2=1.2 --jitter 5%% --tokens 15T \\",
            "      --mtbf-per-gpu \"50000 h\" --checkpoint-time \"2 min\" --restart-time \"10 min\"",
            "",
            ExitStatus.EXPLAINED
        })
final class SimulateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A job file, or a plan file (`shardwright plan ... -o plan.json`).")
    private Path file;

    @Option(
            names = "--rank",
            paramLabel = "K",
            defaultValue = "1",
            description = "Which layout of a plan file; default 1.")
    private String rank;

    @Mixin
    private JobOptions job;

    @Mixin
    private LayoutOptions layout;

    @Mixin
    private TimelineOptions timeline;

    @Mixin
    private WhatIfOptions whatIf;

    @Mixin
    private TrainingRunOptions run;

    @Mixin
    private FormatOption format;

    SimulateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean json = format.json();
        timeline.check();
        Catalog catalog = Catalog.shipped();
        JobInput input = new JobInput(catalog, job);
        Report report = Simulator.simulate(file == null ? input.pinned(layout) : input.ofFile(file, rank, layout));
        WhatIfAnswer answer = WhatIfAnswer.of(report, whatIf, run);
        Optional<Explanation> explanation = played(report);
        if (json) {
            ObjectNode node = ReportJson.of(report);
            explanation.ifPresent(e -> node.set("timeline", ExplanationJson.of(e)));
            answer.addTo(node);
            console.print(JsonText.of(node));
        } else {
            List<String> lines = text(report, Evidence.of(JobFrame.of(report.job()), catalog));
            explanation.ifPresent(e -> lines.addAll(text(e)));
            lines.addAll(answer.text(report, console));
            console.print(lines);
        }
        return ExitStatus.DONE;
    }

    /** Plays the step and writes what is asked for; the drawing shows whole passes, everything else single layers. */
    private Optional<Explanation> played(Report report) {
        TimelineFiles files = new TimelineFiles(report, console);
        timeline.drawing().ifPresent(path -> files.drawing(path, Simulator.timeline(report.job(), Detail.PASSES)));
        if (!timeline.explain() && timeline.trace().isEmpty()) {
            return Optional.empty();
        }
        StepTimeline step = Simulator.timeline(report.job(), Detail.LAYERS);
        timeline.trace().ifPresent(path -> files.trace(path, step));
        return timeline.explain() ? Optional.of(Explanation.of(step, report.iteration())) : Optional.empty();
    }

    private List<String> text(Report report, String evidence) {
        List<String> lines = new ArrayList<>();
        List<List<String>> blocks = ReportText.blocks(report);
        List<String> job = blocks.get(0).stream()
                .flatMap(line -> console.wrapped(line, "", "  ").stream())
                .toList();
        lines.addAll(console.heading(job));
        lines.add("");
        for (List<String> block : blocks.subList(1, blocks.size() - 1)) {
            lines.addAll(console.heading(block));
            lines.add("");
        }
        blocks.get(blocks.size() - 1).forEach(note -> lines.addAll(console.wrapped(note, "", "")));
        if (!evidence.isEmpty()) {
            lines.addAll(console.wrapped(evidence, "", ""));
        }
        return lines;
    }

    private List<String> text(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        for (List<String> block : ExplanationText.blocks(explanation)) {
            lines.add("");
            lines.addAll(console.heading(block));
        }
        return lines;
    }
}
