package dev.shardwright.profiler.check;

import dev.shardwright.profiler.training.SmallGpt;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Host;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.model.Vocabulary;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Training a small GPT on one device, as a job that the simulator understands. */
final class SmallGptJob {
    private static final int NORMS = 2;

    /** Nothing crosses a link or visits the host on one device; the rates only have to exist. */
    private static final BytesPerSecond ANY_RATE = new BytesPerSecond(1e9);

    private SmallGptJob() {}

    static TrainingJob of(SmallGpt gpt, Accelerator accelerator, SoftwareStack stack) {
        Layout layout = new Layout(
                ParallelDegrees.dense(1, 1, 1),
                new OneForwardOneBackward(),
                gpt.batch().sequences(),
                SequenceParallel.OFF,
                ContextMethod.RING,
                MemorySaving.of(new Recompute.None(), 0));
        return new TrainingJob(
                model(gpt),
                cluster(accelerator),
                new Workload(gpt.batch().length(), gpt.batch().sequences()),
                layout,
                new Numerics(Precision.FP32, Optimizer.ADAM),
                stack);
    }

    static Transformer model(SmallGpt gpt) {
        SelfAttention attention = new SelfAttention(
                gpt.heads(),
                gpt.heads(),
                SmallGpt.HEAD_WIDTH,
                0,
                Set.of(SelfAttention.Trait.QKV_BIAS, SelfAttention.Trait.OUTPUT_BIAS));
        DenseFeedForward feedForward = new DenseFeedForward(gpt.inner(), DenseFeedForward.Activation.GELU, true);
        Vocabulary vocabulary = new Vocabulary(gpt.vocabulary(), gpt.batch().length(), Set.of(Vocabulary.Trait.TIED));
        return new Transformer(
                "gpt " + gpt.name(),
                gpt.hidden(),
                Collections.nCopies(gpt.layers(), new Layer(attention, feedForward, NORMS)),
                vocabulary,
                Normalization.LAYER_NORM,
                0);
    }

    private static Cluster cluster(Accelerator accelerator) {
        Link link = new Link(Link.Kind.BUS, 1, ANY_RATE, 1, Seconds.ZERO, Bytes.ZERO);
        Host host = new Host(accelerator.memory().usable(), ANY_RATE, ANY_RATE);
        return new Cluster(accelerator.name(), accelerator, 1, new Cluster.NodeShape(1, host), List.of(link), 0);
    }
}
