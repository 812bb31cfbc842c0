package dev.shardwright.simulator.validation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The set-up of a run with what only its Megatron-LM command line says filled in. */
final class MegatronSetup {
    /** Head widths of latent attention that Megatron-LM's transformer configuration starts from. */
    private static final int POSITION_FREE = 128;

    private static final int ROTARY = 64;
    private static final int VALUE = 128;

    /** Functional tests of toy models run on one node of eight GPUs, or two of four. */
    private static final int TEST_DEVICES = 8;

    /** Leading layers without experts, as in ([0]*3+[1]*12). */
    private static final Pattern LEADING_DENSE = Pattern.compile("\\(\\[0]\\*(\\d+)\\+\\[1]\\*\\d+\\)");

    private final MegatronArguments arguments;
    private final MeasuredRun.Setup stated;
    private final List<String> assumed;

    MegatronSetup(MegatronArguments arguments, List<String> assumed) {
        this.arguments = arguments;
        this.stated = arguments.stated();
        this.assumed = assumed;
    }

    MeasuredRun.Setup completed() {
        return new MeasuredRun.Setup(model(), stated.batch(), cluster(), parallel(), stated.software());
    }

    private MeasuredRun.ModelShape model() {
        MeasuredRun.ModelShape shape = stated.model();
        MeasuredRun.AttentionShape attention = shape.attention();
        MeasuredRun.FeedForwardShape feedForward = shape.feedForward();
        return new MeasuredRun.ModelShape(
                shape.name(),
                shape.family(),
                shape.trunk(),
                new MeasuredRun.AttentionShape(
                        attention.attention(),
                        attention.heads(),
                        attention.qkNorm() || arguments.on("qk-layernorm"),
                        attention.window(),
                        latent(attention.latent())),
                new MeasuredRun.FeedForwardShape(
                        feedForward.ffnHidden(), feedForward.gatedFfn(), experts(feedForward.experts())));
    }

    private MeasuredRun.Latent latent(MeasuredRun.Latent latent) {
        if (!arguments.on("multi-latent-attention")) {
            return latent;
        }
        return new MeasuredRun.Latent(
                arguments.count("q-lora-rank", 0),
                arguments.count("kv-lora-rank", 32),
                arguments.count("qk-head-dim", POSITION_FREE),
                arguments.count("qk-pos-emb-head-dim", ROTARY),
                arguments.count("v-head-dim", VALUE));
    }

    private MeasuredRun.Experts experts(MeasuredRun.Experts experts) {
        int shared = arguments.count("moe-shared-expert-intermediate-size", 0);
        Matcher dense = LEADING_DENSE.matcher(arguments.text("moe-layer-freq", ""));
        return new MeasuredRun.Experts(
                experts.experts(),
                experts.topK(),
                experts.expertFfnHidden(),
                dense.matches() ? Integer.valueOf(dense.group(1)) : experts.denseLayers(),
                experts.sharedExperts(),
                shared > 0 ? Integer.valueOf(shared) : experts.sharedExpertFfn());
    }

    private MeasuredRun.Parallel parallel() {
        MeasuredRun.Parallel parallel = stated.parallel();
        MeasuredRun.Degrees d = parallel.degrees();
        MeasuredRun.SharedStates states = parallel.states();
        Integer expertTensor = d.etp() == null ? d.tp() : d.etp();
        int instances = arguments.count("num-distributed-optimizer-instances", 1);
        return new MeasuredRun.Parallel(
                new MeasuredRun.Degrees(d.tp(), d.pp(), d.dp(), d.cp(), d.ep(), expertTensor),
                parallel.sequenceParallel(),
                parallel.virtualPp(),
                parallel.asyncTensorParallel(),
                new MeasuredRun.SharedStates(
                        states.zeroStage(),
                        states.fsdp(),
                        instances > 1 ? Integer.valueOf(instances) : states.hsdpReplicas(),
                        states.shardGroup()));
    }

    /** A toy model's memory hardly depends on the number of replicas, so an unstated one is taken to be the usual. */
    private MeasuredRun.ClusterShape cluster() {
        MeasuredRun.ClusterShape cluster = stated.cluster();
        if (cluster.gpus() != null || !arguments.toy()) {
            return cluster;
        }
        assumed.add(TEST_DEVICES + " GPUs");
        return new MeasuredRun.ClusterShape(
                cluster.name(),
                cluster.gpu(),
                cluster.inter(),
                cluster.gpusPerNode(),
                cluster.nodes(),
                TEST_DEVICES,
                cluster.interGbpsPerNode());
    }
}
