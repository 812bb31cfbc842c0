package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.shell.ShellWord;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The comment at the head of a script: what it runs, on what, and what was predicted for it. */
final class Heading {
    private final MegatronRun run;
    private final TrainingJob job;
    private final List<String> lines = new ArrayList<>();

    private Heading(MegatronRun run) {
        this.run = run;
        this.job = run.job();
    }

    static List<String> lines(MegatronRun run, Optional<Report> prediction) {
        Heading heading = new Heading(run);
        heading.subject();
        heading.layout();
        prediction.ifPresent(heading::figures);
        heading.usage();
        return List.copyOf(heading.lines);
    }

    private void subject() {
        Cluster cluster = job.cluster();
        int nodes = cluster.devices() / run.gpusPerNode();
        add(job.model().name() + " with Megatron-LM " + run.release().label() + " on " + cluster.devices() + " x "
                + cluster.accelerator().name() + " (" + nodes + (nodes == 1 ? " node of " : " nodes of ")
                + run.gpusPerNode() + ").");
        if (run.generation() == Generation.INSTINCT) {
            add("AMD GPUs need AMD's builds of Megatron-LM and Transformer Engine; the arguments are the same.");
        }
        add("Written by Shardwright, planned with the software stack "
                + job.stack().name() + " (" + job.stack().release() + ").");
        add("");
    }

    private void layout() {
        add("Layout:     " + LayoutWords.degrees(job));
        add("Batch:      " + LayoutWords.batch(job));
        String each = job.layout().schedule().virtualStages() > 1 ? "virtual stage" : "stage";
        add("Stages:     decoder layers per " + each + ": " + run.stages().words());
        add("Memory:     " + LayoutWords.memory(job));
        add("Vocabulary: " + job.model().vocabulary().size() + " rows, padded to " + ModelFlags.paddedVocabulary(job));
    }

    private void figures(Report report) {
        double seconds = report.iteration().value();
        add(format(
                "Predicted:  %s a step (%.2f to %.2f s), %.0f tokens/s per GPU, MFU %.1f %%",
                report.iteration(),
                seconds * report.interval().low(),
                seconds * report.interval().high(),
                report.tokensPerSecondPerDevice(),
                100 * report.modelFlopsUtilisation()));
        add(format(
                "            memory %s of %s on the fullest stage (%d): %s",
                report.memory().peak(),
                report.memory().limit(),
                report.memory().stage(),
                report.memory().verdict().label()));
    }

    private void usage() {
        add("");
        add(
                "As it stands it trains on made-up tokens: set MEGATRON_PATH and run it on every node. DRY_RUN=1 prints the");
        add("command and ends. A real run sets DATA_PATH and what the script then asks for. Arguments are passed on.");
    }

    private void add(String text) {
        lines.add(ShellWord.comment(text.isEmpty() ? "#" : "# " + text));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
