package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.job.Architecture;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.Routing;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.MixtureOfExperts.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The experts and how tokens reach them. Dispatcher and expert tensor parallelism have surprising defaults. */
final class ExpertFlags {
    private final MegatronRun run;
    private final Architecture model;
    private final List<Flag> flags = new ArrayList<>();

    private ExpertFlags(MegatronRun run) {
        this.run = run;
        this.model = run.architecture();
    }

    /** Empty for a model without experts. */
    static Optional<FlagGroup> of(MegatronRun run) {
        ExpertFlags experts = new ExpertFlags(run);
        return experts.model.experts().map(block -> {
            experts.shape(block);
            experts.router(block);
            experts.execution();
            return new FlagGroup("EXPERT_ARGS", experts.flags);
        });
    }

    private void shape(MixtureOfExperts block) {
        flags.add(Flag.of("--num-experts", block.experts()));
        flags.add(Flag.of("--moe-ffn-hidden-size", block.expert().inner()));
        if (!model.dense().isEmpty()) {
            flags.add(Flag.of("--moe-layer-freq", model.expertPattern()).because("1 marks a layer with experts"));
        }
        block.shared().ifPresent(shared -> {
            flags.add(Flag.of("--moe-shared-expert-intermediate-size", shared.inner()));
            if (block.traits().contains(Trait.SHARED_GATE)) {
                flags.add(Flag.on("--moe-shared-expert-gate"));
            }
        });
    }

    private void router(MixtureOfExperts block) {
        flags.add(
                Flag.of("--moe-router-topk", block.topK())
                        .because(
                                "expert groups and scaling factors are not part of the plan: append them if the model has any"));
        flags.add(Flag.of("--moe-router-dtype", "fp32"));
        if (block.traits().contains(Trait.CORRECTION_BIAS)) {
            flags.add(Flag.of("--moe-router-score-function", "sigmoid"));
            flags.add(Flag.on("--moe-router-enable-expert-bias").because("the router's score-correction vector"));
        } else if (block.topK() == 1) {
            flags.add(Flag.on("--moe-router-pre-softmax").because("top-1 routing has no gradient without it"));
        }
        flags.add(Flag.of("--moe-router-load-balancing-type", "aux_loss")
                .because("not part of the plan: the figures assume " + spread(run)));
        flags.add(Flag.of("--moe-aux-loss-coeff", "1e-2"));
    }

    /** How evenly the predicted job spreads its tokens. */
    static String spread(MegatronRun run) {
        double imbalance = run.job().workload().routing().imbalance();
        return imbalance > 1 ? "experts with up to " + imbalance + " x the mean of tokens" : "balanced experts";
    }

    private void execution() {
        flags.add(Flag.of("--expert-model-parallel-size", run.degrees().expert()));
        flags.add(Flag.of("--expert-tensor-parallel-size", run.degrees().expertTensor())
                .because("left out, it would follow tensor parallelism"));
        flags.add(Flag.of("--moe-token-dispatcher-type", "alltoall").because("left out, it would be allgather"));
        Routing routing = run.job().workload().routing();
        if (routing.dropsTokens()) {
            flags.add(Flag.of("--moe-expert-capacity-factor", Double.toString(routing.capacity()))
                    .because("tokens beyond it are dropped"));
        }
        if (groupsProducts()) {
            flags.add(Flag.on("--moe-grouped-gemm"));
        }
        flags.add(Flag.on("--moe-permute-fusion"));
        if (overlapsExpertTraffic(run)) {
            flags.add(Flag.on("--overlap-moe-expert-parallel-comm")
                    .because("the prediction assumes that expert traffic hides behind another micro-batch"));
        }
    }

    /** Until 0.15 only bf16 experts share one kernel; others run one after another. */
    private boolean groupsProducts() {
        Precision precision = run.job().numerics().precision();
        return run.release().atLeast(MegatronRelease.CORE_0_16)
                || (precision != Precision.FP16 && precision != Precision.FP32);
    }

    /** Expert traffic hides only behind another chunk or micro-batch, and recomputed layers cannot do that. */
    static boolean overlapsExpertTraffic(MegatronRun run) {
        Recompute recompute = run.layout().memorySaving().recompute();
        boolean chunks =
                run.degrees().pipeline() == 1 || run.layout().schedule().virtualStages() > 1;
        return run.overlap().expert() > 0
                && run.degrees().expert() > 1
                && chunks
                && recompute.fullLayers(run.stages().most()) == 0
                && run.job().model().predictionLayers() <= 1
                && run.job().numerics().precision() != Precision.FP32
                && !run.fullyShards();
    }
}
