package dev.shardwright.simulator.job;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.HierarchicalContext;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.model.Attention;
import dev.shardwright.simulator.model.LayerGroup;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.ArrayList;
import java.util.List;

/** The rules a layout must keep for a model on a cluster; each broken rule becomes one problem. */
public final class LayoutRules {
    private final List<Problem> problems = new ArrayList<>();

    private LayoutRules() {}

    /** Empty when the layout is legal. Keys name the field of a job file. */
    public static List<Problem> check(
            Transformer model, Cluster cluster, Workload workload, Layout layout, SoftwareStack stack) {
        LayoutRules rules = new LayoutRules();
        rules.devices(cluster, layout.degrees());
        rules.batch(workload, layout);
        rules.heads(model, layout);
        rules.levels(model, cluster, layout);
        rules.problems.addAll(PipelineRules.check(model, workload, layout, stack));
        rules.experts(model, layout.degrees());
        rules.routing(model, workload.routing());
        return rules.problems;
    }

    private void devices(Cluster cluster, ParallelDegrees d) {
        require(
                d.devices() == cluster.devices(),
                "parallel",
                "tensor x pipeline x context x data = " + d.devices() + " must equal the number of GPUs ("
                        + cluster.devices() + ").",
                "Maybe set data parallel to "
                        + Math.max(1, cluster.devices() / Math.max(1, d.tensor() * d.pipeline() * d.context())) + ".");
    }

    private void batch(Workload workload, Layout layout) {
        long stride = (long) layout.microBatch() * layout.degrees().data();
        require(
                workload.globalBatch() % stride == 0,
                "workload.global_batch = " + workload.globalBatch(),
                "must be a multiple of micro-batch x data parallel (" + layout.microBatch() + " x "
                        + layout.degrees().data() + " = " + stride + ").",
                "Maybe use " + Math.max(stride, workload.globalBatch() / stride * stride) + ".");
        long parts = layout.degrees().context() > 1 ? 2L * layout.degrees().context() : 1;
        require(
                workload.sequenceLength() % (parts * layout.sequenceWays()) == 0,
                "workload.sequence_length = " + workload.sequenceLength(),
                "must be a multiple of 2 x context parallel (causal halves) x sequence parallel ranks ("
                        + parts * layout.sequenceWays() + ").",
                "");
    }

    private void heads(Transformer model, Layout layout) {
        int tensor = layout.degrees().tensor();
        for (LayerGroup group : model.groups()) {
            Attention a = group.layer().attention();
            require(
                    a.heads() % tensor == 0,
                    "parallel.tensor = " + tensor,
                    "must divide attention heads (" + a.heads() + ").",
                    "Maybe use " + divisorBelow(a.heads(), tensor) + ".");
            require(
                    a.kvHeads() % tensor == 0 || tensor % a.kvHeads() == 0,
                    "parallel.tensor = " + tensor,
                    "must be a divisor or a multiple of key/value heads (" + a.kvHeads() + ").",
                    "");
            int ulysses = layout.contextMethod() == ContextMethod.ULYSSES
                    ? layout.degrees().context()
                    : 1;
            require(
                    a.heads() / Math.max(1, tensor) % ulysses == 0,
                    "parallel.context = " + layout.degrees().context(),
                    "must divide the heads of a tensor rank for all-to-all context parallelism.",
                    "Maybe use ring context parallelism.");
        }
        require(
                tensor > 1 || layout.sequenceParallel() == SequenceParallel.OFF,
                "parallel.sequence_parallel = on",
                "needs tensor parallel above 1.",
                "Set it off: it has nothing to split over.");
    }

    /** With one level only, another method is meant. */
    private void levels(Transformer model, Cluster cluster, Layout layout) {
        int context = layout.degrees().context();
        if (layout.contextMethod() != ContextMethod.HIERARCHICAL || context == 1) {
            return;
        }
        int inside = HierarchicalContext.inside(
                context, layout.degrees().tensor(), cluster.node().devices(), HierarchicalContext.keyValueHeads(model));
        require(
                inside > 1 && inside < context,
                "parallel.context_method = hierarchical",
                "needs context ranks on several nodes, and on each a number that divides the key/value heads of a tensor"
                        + " rank.",
                "Maybe use " + (inside == context ? "ulysses." : "ring."));
    }

    private void experts(Transformer model, ParallelDegrees d) {
        if (!model.hasExperts()) {
            require(d.expert() == 1, "parallel.expert = " + d.expert(), "the model has no experts.", "Use 1.");
            return;
        }
        for (LayerGroup group : model.groups()) {
            if (group.layer().feedForward() instanceof MixtureOfExperts moe) {
                require(
                        moe.experts() % d.expert() == 0,
                        "parallel.expert = " + d.expert(),
                        "must divide the number of experts (" + moe.experts() + ").",
                        "Maybe use " + divisorBelow(moe.experts(), d.expert()) + ".");
                require(
                        moe.expert().inner() % d.expertTensor() == 0,
                        "parallel.expert_tensor = " + d.expertTensor(),
                        "must divide the expert width (" + moe.expert().inner() + ").",
                        "");
            }
        }
    }

    private void routing(Transformer model, Routing routing) {
        require(
                model.hasExperts() || routing.equals(Routing.BALANCED),
                "workload.routing",
                "the model has no experts.",
                "Leave it out.");
    }

    private static int divisorBelow(int number, int limit) {
        for (int i = Math.min(limit, number); i > 1; i--) {
            if (number % i == 0) {
                return i;
            }
        }
        return 1;
    }

    private void require(boolean holds, String where, String rule, String suggestion) {
        if (!holds) {
            problems.add(new Problem(where, rule, suggestion));
        }
    }
}
