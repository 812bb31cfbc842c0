package dev.shardwright.planner;

import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.DeviceMemory;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.FeedForward;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.model.Vocabulary;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.unit.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Job frames for tests: shipped ones by name, and random small ones. */
public final class Frames {
    public static final Catalog CATALOG = Catalog.shipped();

    private static final Map<String, Cluster> CLUSTERS = new ConcurrentHashMap<>();
    private static final Map<String, SoftwareStack> STACKS = new ConcurrentHashMap<>();

    private Frames() {}

    private static Cluster cluster(String name, int devices) {
        return CLUSTERS.computeIfAbsent(name, n -> CATALOG.hardware().cluster(n, 1))
                .withDevices(devices);
    }

    private static SoftwareStack stack(String name) {
        return STACKS.computeIfAbsent(name, CATALOG.stacks()::stack);
    }

    public static JobFrame of(String model, String cluster, int devices, Workload workload) {
        return of(model, cluster, devices, workload, "megatron-core");
    }

    public static JobFrame of(String model, String cluster, int devices, Workload workload, String stack) {
        return new JobFrame(
                CATALOG.models().model(model), cluster(cluster, devices), workload, Numerics.BF16_ADAM, stack(stack));
    }

    /** The main job of the README. */
    public static JobFrame main() {
        return of("llama-3-70b", "dgx-h100", 64, new Workload(8192, 512));
    }

    /** The same machines with another memory. */
    public static Cluster withMemory(Cluster cluster, Bytes usable) {
        Accelerator a = cluster.accelerator();
        return cluster.with(a.with(new DeviceMemory(usable, a.memory().bandwidth())));
    }

    public static JobFrame withMemory(JobFrame f, Bytes usable) {
        return f.with(withMemory(f.cluster(), usable));
    }

    /** A small model on few devices whose memory some layouts exceed. */
    public static JobFrame random(Random random) {
        String stack = pick(random, "megatron-core", "nanotron", "megatron-deepspeed", "aleph-alpha-scaling");
        String machines = pick(random, "dgx-a100-40gb", "dgx-h100");
        int devices = pick(random, 4, 6, 8, 16, 24);
        Workload workload = new Workload(pick(random, 1024, 1536, 2048), pick(random, 8, 12, 24, 32));
        Cluster cluster = cluster(machines, devices);
        return new JobFrame(
                model(random),
                withMemory(cluster, Bytes.gibibytes(2 + 6 * random.nextDouble())),
                workload,
                Numerics.BF16_ADAM,
                stack(stack));
    }

    private static Transformer model(Random random) {
        int heads = pick(random, 4, 6, 8, 12);
        int kvHeads = pick(random, 1, 2, heads);
        int headWidth = pick(random, 32, 64);
        int hidden = heads * headWidth;
        SelfAttention attention = new SelfAttention(heads, kvHeads, headWidth, 0, Set.of(SelfAttention.Trait.ROTARY));
        DenseFeedForward dense = new DenseFeedForward(4 * hidden, DenseFeedForward.Activation.SWIGLU, false);
        List<Layer> layers = new ArrayList<>();
        int count = pick(random, 2, 4, 6, 8, 12);
        int leadingDense = random.nextBoolean() ? count : random.nextInt(2);
        FeedForward experts = new MixtureOfExperts(
                pick(random, 4, 8),
                2,
                new DenseFeedForward(hidden, DenseFeedForward.Activation.SWIGLU, false),
                Optional.empty(),
                Set.of());
        for (int i = 0; i < count; i++) {
            layers.add(new Layer(attention, i < leadingDense ? dense : experts, 2));
        }
        Vocabulary vocabulary = new Vocabulary(pick(random, 4096, 32_000), 0, Set.of());
        return new Transformer("random", hidden, layers, vocabulary, Normalization.RMS_NORM, 0);
    }

    public static int pick(Random random, int... values) {
        return values[random.nextInt(values.length)];
    }

    public static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }
}
