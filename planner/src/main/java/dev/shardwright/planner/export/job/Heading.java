package dev.shardwright.planner.export.job;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands at the head of every export, in plain lines without comment signs: model, framework and its version, GPUs
 * and ranks per node, software stack, layout, micro-batches, layers per stage, and what was predicted.
 */
public record Heading(TrainingJob job, String framework) {
    public List<String> lines(Optional<Report> prediction) {
        List<String> lines = new ArrayList<>(subject());
        lines.add("");
        lines.addAll(layout());
        prediction.map(Heading::figures).ifPresent(lines::addAll);
        return List.copyOf(lines);
    }

    /** What runs where, and which software the figures hold for. */
    public List<String> subject() {
        Cluster cluster = job.cluster();
        int ranks = ranksPerNode(job);
        int nodes = nodes(job);
        return List.of(
                job.model().name() + " with " + framework + " on " + cluster.devices() + " x "
                        + cluster.accelerator().name() + " (" + nodes + (nodes == 1 ? " node of " : " nodes of ")
                        + ranks + ").",
                "Written by Shardwright, planned with the software stack "
                        + job.stack().name() + " (" + job.stack().release() + ").");
    }

    public List<String> layout() {
        String each = job.layout().schedule().virtualStages() > 1 ? "virtual stage" : "stage";
        return List.of(
                "Layout:     " + LayoutWords.degrees(job),
                "Batch:      " + LayoutWords.batch(job),
                "Stages:     decoder layers per " + each + ": "
                        + StageLayers.of(job).words(),
                "Memory:     " + LayoutWords.memory(job));
    }

    public static List<String> figures(Report report) {
        double seconds = report.iteration().value();
        return List.of(
                format(
                        "Predicted:  %s a step (%.2f to %.2f s), %.0f tokens/s per GPU, MFU %.1f %%",
                        report.iteration(),
                        seconds * report.interval().low(),
                        seconds * report.interval().high(),
                        report.tokensPerSecondPerDevice(),
                        100 * report.modelFlopsUtilisation()),
                format(
                        "            memory %s of %s on the fullest stage (%d): %s",
                        report.memory().peak(),
                        report.memory().limit(),
                        report.memory().stage(),
                        report.memory().verdict().label()));
    }

    /** Processes that start on every node, one a GPU. */
    public static int ranksPerNode(TrainingJob job) {
        return Math.min(job.cluster().node().devices(), job.cluster().devices());
    }

    public static int nodes(TrainingJob job) {
        return job.cluster().devices() / ranksPerNode(job);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
