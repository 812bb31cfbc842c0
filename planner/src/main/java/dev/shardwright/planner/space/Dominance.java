package dev.shardwright.planner.space;

import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.Methods;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.Recompute.Part;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.model.LatentAttention;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.stack.MemoryRules.ActivationRule.Droppable;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the planner does not try unless it is pinned, because something else in the space is at least as good. Each
 * method is one rule and says why.
 */
final class Dominance {
    /** A rank with fewer tokens of a sequence cannot fill the tiles of a matrix multiplication or attention block. */
    private static final int LEAST_TOKENS_PER_CONTEXT_RANK = 256;

    private static final List<ScheduleKind> USUAL_SCHEDULES =
            List.of(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, ScheduleKind.INTERLEAVED);

    private Dominance() {}

    /** Context ranks with less than a tile of the sequence only add ring steps. */
    static boolean contextWorthwhile(Legality legality, int context) {
        return context == 1 || legality.sequenceLength() / context >= LEAST_TOKENS_PER_CONTEXT_RANK;
    }

    /** The ring is what the default stacks run; the other methods are tried when asked for. */
    static List<ContextMethod> contextMethods(Methods methods) {
        return methods.context().isEmpty() ? List.of(ContextMethod.RING) : methods.context();
    }

    /** Experts are either split like the dense layers or not at all; widths in between have both costs. */
    static int[] expertTensors(int tensor) {
        return tensor == 1 ? new int[] {1} : new int[] {1, tensor};
    }

    /**
     * Sequence parallelism sends the same bytes as plain tensor parallelism (an all-reduce is a reduce-scatter and an
     * all-gather) and splits norms, residuals and their activations, so it is on wherever it is legal (Korthikanti et
     * al. 2022, section 4.2.2).
     */
    static List<SequenceParallel> sequenceParallel(Legality legality, Methods methods, ParallelDegrees d) {
        List<SequenceParallel> legal = new ArrayList<>();
        if (d.tensor() > 1 && legality.sequence(d.context(), d.tensor())) {
            legal.add(SequenceParallel.ON);
        }
        legal.add(SequenceParallel.OFF);
        if (methods.sequenceParallel().isEmpty()) {
            return legal.subList(0, 1);
        }
        legal.retainAll(methods.sequenceParallel());
        return legal;
    }

    /** Moving optimizer states over the host link only costs time; tried when nothing else fits. */
    static List<Offload> offload(Methods methods) {
        return methods.offload().isEmpty() ? List.of(Offload.NONE) : methods.offload();
    }

    /**
     * What every framework runs. GPipe idles as long as 1F1B and keeps the activations of every micro-batch; schedules
     * that split the backward pass, or give a rank both ends of the model, are tried when asked for.
     */
    static List<ScheduleKind> schedules(Methods methods) {
        return methods.schedules().isEmpty() ? USUAL_SCHEDULES : methods.schedules();
    }

    /** Without a pipeline all schedules are the same; one is enough. */
    static List<PipelineSchedule> schedules(int ranks, List<PipelineSchedule> legal) {
        if (ranks > 1 || legal.size() < 2) {
            return legal;
        }
        PipelineSchedule simplest = new OneForwardOneBackward();
        return List.of(legal.contains(simplest) ? simplest : legal.get(0));
    }

    /**
     * ZeRO-2 and ZeRO-3 reduce or gather once per micro-batch, which a pipeline has many of, and save what the pipeline
     * has already divided. Stages that split over one rank are all the same; the lowest stands for them.
     */
    static List<Sharding> shardings(Freedom freedom, ParallelDegrees d, int devicesPerNode) {
        List<Sharding> all = new ArrayList<>();
        boolean alone = d.data() * d.context() == 1;
        for (int stage = 0; stage <= 3; stage++) {
            boolean tried = freedom.pinned(Knob.ZERO) || stage <= 1 || d.pipeline() == 1;
            if (freedom.allows(Knob.ZERO, stage) && tried && !(alone && !all.isEmpty())) {
                all.add(Sharding.zero(stage));
            }
        }
        int replicas = hybridReplicas(d, devicesPerNode);
        if (!alone && replicas > 1 && all.contains(Sharding.zero(3))) {
            all.add(new Sharding(Sharding.Stage.PARAMETERS, replicas));
        }
        return all;
    }

    /** Hybrid sharding is worth trying at one size: parameters travel inside a node, gradients between nodes. */
    private static int hybridReplicas(ParallelDegrees d, int devicesPerNode) {
        int shards = devicesPerNode / (d.tensor() * d.context());
        return shards > 1 && d.data() > shards && d.data() % shards == 0 ? d.data() / shards : 1;
    }

    /**
     * Recomputations of parts that are worth trying, least time first. Kernels that never store the scores leave no
     * attention core to drop. Dense layers need no parts: some layers recomputed whole save as much for the same time. Of
     * latent attention and of experts, cheap parts hold much; with delayed scaling they cannot be recomputed.
     */
    static List<Recompute> ofParts(JobFrame frame) {
        SoftwareStack stack = frame.stack();
        Transformer model = frame.model();
        List<Recompute> all = new ArrayList<>();
        if (stack.kernels().attention().materialisesScores()) {
            all.add(new Recompute.Selective());
        }
        boolean latent = model.layers().stream().anyMatch(layer -> layer.attention() instanceof LatentAttention);
        boolean named = stack.memory().activations().droppable() == Droppable.NAMED_MODULES;
        boolean delayed = frame.numerics().precision().scaling() == Precision.Scaling.DELAYED;
        if (named && model.hasExperts() && !delayed) {
            Set<Part> parts = EnumSet.of(Part.NORMS, Part.ACTIVATION);
            if (latent) {
                parts.add(Part.LATENT_UP);
            }
            all.add(Recompute.Modules.of(parts));
        }
        return all;
    }
}
