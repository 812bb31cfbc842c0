package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.StackCatalog;
import dev.shardwright.simulator.cost.DeviceModel;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.network.Group;
import dev.shardwright.simulator.network.Network;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.unit.Seconds;
import dev.shardwright.simulator.validation.LayerMicro;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Predictions of measured parts, each by the same formulas that predict steps. */
public final class PartChecks {
    private final Catalog catalog;
    private final List<Check> checks = new ArrayList<>();

    /** One part: what kind it is of, where it was measured, and predicted over measured time. */
    public record Check(String kind, String place, double ratio) {}

    private static final String EXPERT_LAYERS = "layer-micro-megatron-moe.jsonl";

    private PartChecks(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Every part of profiles/measured-parts.json. */
    public static List<Check> of(Catalog catalog, Path profiles) {
        MeasuredParts parts = MeasuredParts.of(profiles);
        PartChecks all = new PartChecks(catalog);
        parts.collectives().forEach(all::check);
        parts.products().forEach(all::check);
        parts.attention().forEach(all::check);
        parts.layers().forEach(all::check);
        LayerMicro.score(profiles.resolve("measured").resolve(EXPERT_LAYERS), catalog)
                .forEach(all::check);
        return List.copyOf(all.checks);
    }

    private void check(MeasuredParts.Traffic part) {
        Cluster cluster = catalog.hardware().cluster(part.cluster(), part.devices());
        Group group = new Group(part.devices(), part.stride());
        Seconds predicted = new Network(cluster, 1).time(part.collective(), part.buffer(), group);
        boolean inside = new Network(cluster, 1).inInnermostTier(part.devices(), part.stride());
        String name = part.collective().name().toLowerCase(Locale.ROOT).replace('_', '-');
        add(inside ? name + " in a node" : name + " between nodes", part.cluster(), predicted, part.seconds());
    }

    private void check(MeasuredParts.Product part) {
        Gemm gemm =
                new Gemm("product", new Gemm.Shape(part.m(), part.n(), part.k(), 1), Gemm.Role.WEIGHT, part.format());
        add(
                "matrix product",
                part.accelerator(),
                device(part.accelerator()).gemm(gemm).time(),
                part.seconds());
    }

    private void check(MeasuredParts.AttentionPass part) {
        AttentionCore.Extent extent = new AttentionCore.Extent(
                (long) part.batch() * part.heads(),
                (long) part.batch() * part.kvHeads(),
                part.tokens(),
                part.tokens() / 2.0,
                part.headWidth(),
                part.headWidth());
        AttentionCore core = new AttentionCore("attention", extent, AttentionCore.Pass.FORWARD, NumberFormat.BF16);
        add(
                "attention, forward",
                part.accelerator(),
                device(part.accelerator()).attention(core).time(),
                part.seconds());
    }

    private DeviceModel device(String name) {
        Accelerator accelerator = catalog.hardware().findAccelerator(name).orElseThrow();
        return new DeviceModel(accelerator, catalog.stacks().stack(StackCatalog.DEFAULT), Precision.BF16.scaling());
    }

    /** A layer is the difference between a model of three layers and one of two. */
    private void check(MeasuredParts.DecoderLayer part) {
        double three = Simulator.simulate(job(part, 3)).iteration().value();
        double two = Simulator.simulate(job(part, 2)).iteration().value();
        String kind = "layer, recompute " + part.recompute() + (part.sequenceParallel() ? ", sequence parallel" : "");
        add(kind, part.source(), new Seconds(three - two), part.seconds());
    }

    private TrainingJob job(MeasuredParts.DecoderLayer part, int layers) {
        Transformer model = catalog.models().model(part.model());
        Layout layout = new Layout(
                ParallelDegrees.dense(part.tensor(), 1, 1),
                new OneForwardOneBackward(),
                part.microBatch(),
                part.sequenceParallel() ? SequenceParallel.ON : SequenceParallel.OFF,
                ContextMethod.RING,
                MemorySaving.of(Recompute.parse(part.recompute()), 0));
        return new TrainingJob(
                model.withLayers(model.layers().subList(0, layers)),
                catalog.hardware().cluster(part.cluster(), part.tensor()),
                new Workload(part.sequenceLength(), part.microBatch()),
                layout,
                Numerics.BF16_ADAM,
                catalog.stacks().stack(part.stack()));
    }

    private void add(String kind, String place, Seconds predicted, Seconds measured) {
        checks.add(new Check(kind, place, predicted.value() / measured.value()));
    }

    private void check(LayerMicro.Score layer) {
        String format = layer.id().endsWith("fp8") ? "fp8" : "bf16";
        checks.add(new Check(
                "forward pass of a layer of experts", format, layer.forward().ratio()));
        checks.add(new Check(
                "backward pass of a layer of experts", format, layer.backward().ratio()));
    }
}
