package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.shell.ShellWord;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.Sharding.Stage;
import java.util.ArrayList;
import java.util.List;

/** What is split over data-parallel ranks, moved to the host, or computed twice. */
final class MemoryFlags {
    private final MegatronRun run;
    private final List<Flag> flags = new ArrayList<>();

    private MemoryFlags(MegatronRun run) {
        this.run = run;
    }

    static FlagGroup of(MegatronRun run) {
        MemoryFlags memory = new MemoryFlags(run);
        memory.sharding();
        memory.gradients();
        memory.recompute(run.layout().memorySaving().recompute());
        memory.optimizerStates();
        return new FlagGroup("MEMORY_ARGS", memory.flags);
    }

    private void sharding() {
        if (run.distributesOptimizer()) {
            flags.add(Flag.on("--use-distributed-optimizer"));
        }
        if (run.overlap().data().step() > 0 || run.fullyShards()) {
            flags.add(Flag.on("--overlap-grad-reduce"));
            if (run.distributesOptimizer()) {
                flags.add(Flag.on("--overlap-param-gather"));
            }
        }
        if (hybrid()) {
            flags.add(Flag.of(
                            "--num-distributed-optimizer-instances",
                            run.sharding().replicas())
                    .because("hybrid sharding: this many full replicas"));
        }
        if (run.fullyShards()) {
            fullySharded();
        }
    }

    private boolean hybrid() {
        return run.sharding().replicas() > 1 && run.sharding().stage() != Stage.NONE;
    }

    private void fullySharded() {
        boolean parameters = run.sharding().stage() == Stage.PARAMETERS;
        boolean renamed = run.release().atLeast(MegatronRelease.CORE_0_14);
        flags.add(Flag.on(renamed ? "--use-megatron-fsdp" : "--use-custom-fsdp"));
        flags.add(Flag.of("--data-parallel-sharding-strategy", parameters ? "optim_grads_params" : "optim_grads"));
        if (hybrid()) {
            flags.add(Flag.of("--outer-dp-sharding-strategy", "no_shard"));
        }
        if (parameters) {
            flags.add(Flag.on("--init-model-with-meta-device").because("no rank holds the whole model, at no time"));
        }
        flags.add(Flag.on("--no-gradient-accumulation-fusion"));
        if (renamed) {
            flags.add(Flag.of("--ckpt-format", "fsdp_dtensor"));
        }
    }

    /** Bytes of the gradient buffer: FP32 is the rule with bf16, half precision with fp16. */
    private void gradients() {
        Precision precision = run.job().numerics().precision();
        boolean half = run.job().stack().memory().state().gradient() == Precision.BF16.storageBytes();
        if (precision == Precision.FP16 && !half) {
            flags.add(Flag.on("--accumulate-allreduce-grads-in-fp32"));
        }
        if (precision != Precision.FP16 && precision != Precision.FP32 && half) {
            flags.add(Flag.on("--grad-reduce-in-bf16"));
        }
    }

    private void recompute(Recompute recompute) {
        int perChunk = recomputedLayers(recompute);
        if (!recompute.parts().isEmpty()) {
            List<ShellWord> modules = recompute.parts().stream()
                    .sorted()
                    .map(part -> ShellWord.literal(part.word()))
                    .toList();
            flags.add(Flag.of("--recompute-granularity", "selective"));
            flags.add(new Flag("--recompute-modules", modules, ""));
        } else if (perChunk >= run.stages().most()) {
            fullRecompute("uniform", 1, "layers of one checkpoint");
        } else if (perChunk > 0) {
            fullRecompute("block", perChunk, "layers of each virtual stage");
        }
    }

    private int recomputedLayers(Recompute recompute) {
        if (recompute instanceof Recompute.PerRank perRank) {
            return perRank.layers() / run.layout().schedule().virtualStages();
        }
        return recompute instanceof Recompute.Full ? Integer.MAX_VALUE : 0;
    }

    private void fullRecompute(String method, int layers, String remark) {
        flags.add(Flag.of("--recompute-granularity", "full"));
        flags.add(Flag.of("--recompute-method", method));
        flags.add(Flag.of("--recompute-num-layers", layers).because(remark));
    }

    private void optimizerStates() {
        AdamMoments moments = AdamMoments.of(run.job().numerics().optimizer());
        if (run.layout().memorySaving().offload() == Offload.OPTIMIZER) {
            flags.add(Flag.on("--optimizer-cpu-offload"));
            flags.add(Flag.of("--optimizer-offload-fraction", "1.0"));
            flags.add(Flag.on("--overlap-cpu-optimizer-d2h-h2d"));
        }
        if (run.precisionAware()) {
            flags.add(Flag.on("--use-precision-aware-optimizer"));
        }
        if (moments.isLow()) {
            flags.add(Flag.of("--exp-avg-dtype", moments.flagValue()));
            flags.add(Flag.of("--exp-avg-sq-dtype", moments.flagValue()));
        }
    }
}
