package dev.shardwright.planner.diagnosis;

import dev.shardwright.planner.explain.Wording;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.step.StepFigures.Part;
import java.util.Arrays;
import java.util.Comparator;

/** Which constraint holds a job back: memory where it does not fit, else the largest part of the step that is no compute. */
public final class Bottleneck {
    /** Below this share of the step nothing but compute is worth a word. */
    private static final double NOTABLE = 0.05;

    private final Report report;

    private Bottleneck(Report report) {
        this.report = report;
    }

    /** One or two sentences. */
    public static String of(Report report) {
        return new Bottleneck(report).words();
    }

    private String words() {
        if (report.memory().peak().compareTo(report.memory().limit()) > 0) {
            return "Memory: stage " + report.memory().stage() + " needs " + Wording.memory(report.memory()) + " ("
                    + Wording.categories(report.memory()) + ").";
        }
        Part largest = Arrays.stream(Part.values())
                .filter(part -> part != Part.COMPUTE)
                .max(Comparator.comparingDouble(this::share))
                .orElseThrow();
        return share(largest) < NOTABLE
                ? "Compute: it takes " + Wording.percent(share(Part.COMPUTE)) + " of the step."
                : capital(Wording.part(largest)) + ": " + Wording.percent(share(largest)) + " of the step; "
                        + reason(largest) + ".";
    }

    private double share(Part part) {
        return report.time().part(part).value() / report.iteration().value();
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private String reason(Part part) {
        ParallelDegrees d = report.job().layout().degrees();
        return switch (part) {
            case RECOMPUTE ->
                "recompute " + report.job().layout().memorySaving().recompute().name() + " runs forward passes twice";
            case TENSOR -> reach("tensor", d.tensor(), d.tensor());
            case CONTEXT -> reach("context", d.context(), d.context() * d.tensor());
            case EXPERT -> reach("expert", d.expert(), d.expert() * d.expertTensor());
            case DATA ->
                "gradients and parameters of " + Wording.number(d.data())
                        + " data parallel ranks are not hidden behind compute";
            case BUBBLE ->
                "only " + Wording.number(report.job().microBatches()) + " micro-batches fill " + d.pipeline()
                        + " pipeline stages" + (virtual() > 1 ? " of " + virtual() + " virtual ones" : "");
            case PIPELINE -> "activations travel between " + d.pipeline() + " pipeline stages";
            case OPTIMIZER ->
                "every rank updates "
                        + (report.job()
                                                .layout()
                                                .memorySaving()
                                                .sharding()
                                                .stage()
                                                .ordinal()
                                        == 0
                                ? "all the states of its layers: they are not sharded"
                                : "its share of the states");
            case OVERHEAD -> "kernel launches and the host loop";
            case COMPUTE -> "kernels";
        };
    }

    private int virtual() {
        return report.job().layout().schedule().virtualStages();
    }

    /** Whether a group of neighbouring ranks stays inside a node. */
    private String reach(String kind, int degree, int span) {
        Cluster cluster = report.job().cluster();
        int node = cluster.node().devices();
        String group = "the " + kind + " parallel group of " + Wording.number(degree);
        return span > node ? group + " leaves the node of " + node + " GPUs" : group + " stays inside a node";
    }
}
