package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.calibration.RecordPath;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Efficiency;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.model.Vocabulary;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.step.StepFigures.Part;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One modelled effect that can be switched off from outside: by changing the job that is simulated, or by leaving out a
 * part of the step. All else stays as it is; nothing is refitted.
 */
record Effect(String name, String switchedOff, UnaryOperator<TrainingJob> job, List<Part> parts) {
    /** Faster than any device: what takes no time. */
    private static final double NO_TIME = 1e6;

    static final List<Effect> ALL = List.of(
            part("recomputation", "costs nothing", Part.RECOMPUTE),
            part("pipeline bubble", "none", Part.BUBBLE),
            part("tensor-parallel traffic", "all hidden", Part.TENSOR),
            part("data-parallel traffic", "all hidden", Part.DATA),
            part("pipeline transfers", "all hidden", Part.PIPELINE),
            part("expert traffic", "all hidden", Part.EXPERT),
            part("context traffic", "all hidden", Part.CONTEXT),
            part("optimizer step", "costs nothing", Part.OPTIMIZER),
            part("overheads per step and micro-batch", "none", Part.OVERHEAD),
            stack(
                    "norms, activations, casts, accumulation",
                    "memory-bound kernels cost nothing",
                    "kernels.speed.memory_bound",
                    v -> NO_TIME),
            stack("causal mask", "attention kernels do the whole square", "kernels.speed.attention", v -> v / 2),
            cluster("attention efficiency", "as efficient as matrix products", Effect::attentionAsProducts),
            cluster("waves of tiles", "products fill the device whatever their shape", c -> c.with(oneProcessor(c))),
            new Effect("language-model head", "one row of vocabulary", Effect::withoutHead, List.of()),
            stack("kernel launches by the host", "take no time", "execution.dispatch.host_per_kernel", v -> 0),
            stack("gaps between kernels", "none", "execution.dispatch.device_gap", v -> 0),
            stack("stragglers", "none", "execution.overhead.stragglers_per_doubling", v -> 0),
            stack("slower network while computing", "as fast as alone", "communication.efficiency", v -> 1),
            cluster("latency and small messages", "full rate at any size", Effect::withoutLatency));

    /** Step time with the effect switched off. */
    Seconds seconds(Report full, Function<TrainingJob, Report> simulate) {
        TrainingJob changed = job.apply(full.job());
        Report report = changed.equals(full.job()) ? full : simulate.apply(changed);
        double left = report.iteration().value();
        for (Part part : parts) {
            left -= report.time().part(part).value();
        }
        return new Seconds(left);
    }

    private static Effect part(String name, String off, Part part) {
        return new Effect(name, off, UnaryOperator.identity(), List.of(part));
    }

    /** @param key place of the constant, as stack files state it */
    private static Effect stack(String name, String off, String key, DoubleUnaryOperator change) {
        RecordPath place = RecordPath.of(key);
        return new Effect(
                name,
                off,
                j -> new TrainingJob(
                        j.model(),
                        j.cluster(),
                        j.workload(),
                        j.layout(),
                        j.numerics(),
                        place.changed(j.stack(), change)),
                List.of());
    }

    private static Effect cluster(String name, String off, UnaryOperator<Cluster> change) {
        return new Effect(
                name,
                off,
                j -> new TrainingJob(
                        j.model(), change.apply(j.cluster()), j.workload(), j.layout(), j.numerics(), j.stack()),
                List.of());
    }

    private static Cluster attentionAsProducts(Cluster cluster) {
        Efficiency e = cluster.accelerator().efficiency();
        Efficiency level = new Efficiency(e.gemm(), e.eightBitGemm(), e.fourBitGemm(), e.memory(), e.gemm(), e.gemm());
        Accelerator a = cluster.accelerator();
        return cluster.with(
                new Accelerator(a.name(), a.architecture(), a.peak(), a.memory(), a.multiprocessors(), level));
    }

    private static Accelerator oneProcessor(Cluster cluster) {
        Accelerator a = cluster.accelerator();
        return new Accelerator(a.name(), a.architecture(), a.peak(), a.memory(), 1, a.efficiency());
    }

    private static Cluster withoutLatency(Cluster c) {
        List<Link> tiers = c.tiers().stream()
                .map(t -> new Link(t.kind(), t.domain(), t.perDevice(), t.efficiency(), Seconds.ZERO, new Bytes(1)))
                .toList();
        return c.withTiers(tiers);
    }

    private static TrainingJob withoutHead(TrainingJob job) {
        Transformer m = job.model();
        Vocabulary one =
                new Vocabulary(1, m.vocabulary().positions(), m.vocabulary().traits());
        Transformer small =
                new Transformer(m.name(), m.hidden(), m.layers(), one, m.normalization(), m.predictionLayers());
        return new TrainingJob(small, job.cluster(), job.workload(), job.layout(), job.numerics(), job.stack());
    }
}
