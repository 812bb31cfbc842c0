package dev.shardwright.simulator.report;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.job.TrainingJob;

/**
 * What of a job decides how well it can be predicted: its kind (mixture of experts or not, operand format, accelerator
 * architecture, whether tensor parallelism leaves the node), its accelerator and its sizes.
 */
public record Situation(String kind, String accelerator, long devices, long sequence, long parameters) {
    public static Situation of(TrainingJob job) {
        Cluster cluster = job.cluster();
        NumberFormat operands = job.numerics().precision().operands();
        boolean low = operands == NumberFormat.FP8 || operands == NumberFormat.FP4;
        boolean leaves =
                job.layout().degrees().tensor() > cluster.tiers().get(0).domain();
        String kind = String.join(
                ", ",
                job.model().hasExperts() ? "mixture of experts" : "dense",
                low ? "8 or 4 bit" : "16 bit",
                cluster.accelerator().architecture() + (leaves ? ", tensor parallel across nodes" : ""));
        return new Situation(
                kind,
                cluster.accelerator().name(),
                cluster.devices(),
                job.workload().sequenceLength(),
                job.model().parameters().total());
    }
}
