package dev.shardwright.planner.export;

import dev.shardwright.planner.export.megatron.MegatronRelease;
import java.util.ArrayList;
import java.util.List;

/** The rules about sharding, recomputation, optimizers, number formats and experts. */
final class MegatronStateRules {
    private final MegatronArguments args;
    private final MegatronRelease release;
    private final List<String> broken = new ArrayList<>();

    private MegatronStateRules(MegatronArguments args, MegatronRelease release) {
        this.args = args;
        this.release = release;
    }

    static List<String> check(MegatronArguments args, MegatronRelease release) {
        MegatronStateRules rules = new MegatronStateRules(args, release);
        rules.recompute();
        rules.fullSharding();
        rules.hybridSharding();
        rules.optimizer();
        rules.formats();
        rules.shapes();
        rules.experts();
        rules.expertTraffic();
        return rules.broken;
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            broken.add(rule);
        }
    }

    private void recompute() {
        boolean method = args.has("--recompute-method");
        boolean count = args.has("--recompute-num-layers");
        boolean full = args.is("--recompute-granularity", "full");
        require(!full || (method && count), "full recomputation needs method and count");
        require(full || (!method && !count), "only full recomputation has method and count");
        require(
                args.number("--recompute-num-layers", 0) <= args.mostLayersOfStage(),
                "recomputes more layers than a stage has");
        require(
                !args.has("--distribute-saved-activations") || !args.has("--sequence-parallel"),
                "saved activations are distributed without SP only");
    }

    private void fullSharding() {
        if (!args.fullyShards()) {
            require(!args.has("--data-parallel-sharding-strategy"), "a sharding strategy without FSDP");
            return;
        }
        boolean renamed = release.compareTo(MegatronRelease.CORE_0_14) >= 0;
        require(args.has("--data-parallel-sharding-strategy"), "the strategy's default differs between releases");
        require(!renamed || args.is("--ckpt-format", "fsdp_dtensor"), "FSDP: checkpoint format");
        require(args.has("--no-gradient-accumulation-fusion"), "FSDP: no gradient accumulation fusion");
        require(args.has("--use-distributed-optimizer"), "FSDP: distributed optimizer");
        require(args.is("--optimizer", "adam"), "FSDP: adam");
        require(!args.has("--use-tp-pp-dp-mapping"), "FSDP: usual rank order");
    }

    private void hybridSharding() {
        int instances = args.number("--num-distributed-optimizer-instances");
        int replicas = args.data() * args.context();
        require(replicas % instances == 0, "dp cp % instances");
        if (args.experts()) {
            int ways = args.expertTensor() * args.number("--expert-model-parallel-size") * args.pipeline();
            require(args.place().world() / ways % instances == 0, "expert dp % instances");
        }
    }

    private void optimizer() {
        boolean aware = args.has("--use-precision-aware-optimizer");
        require(!args.has("--optimizer-cpu-offload") || aware, "offload needs the precision-aware optimizer");
        require(!args.has("--exp-avg-dtype") || aware, "moments in few bits need the precision-aware optimizer");
        require(!aware || args.is("--optimizer", "adam"), "the precision-aware optimizer is adam");
        require(!aware || args.has("--use-distributed-optimizer"), "precision-aware needs the distributed optimizer");
        boolean plain = args.is("--optimizer", "sgd");
        require(!plain || !args.has("--use-distributed-optimizer"), "the distributed optimizer is adam");
    }

    private void formats() {
        require(!(args.has("--bf16") && args.has("--fp16")), "bf16 and fp16");
        require(!(args.has("--fp8-format") && args.has("--fp4-format")), "fp8 and fp4");
        require(!args.any("--fp8-format", "--fp4-format") || args.has("--bf16"), "few bits go with bf16");
        boolean blackwell = args.place().capability() >= 10;
        require(!args.is("--fp8-recipe", "mxfp8") || blackwell, "mxfp8 needs Blackwell");
        require(!args.has("--fp4-format") || blackwell, "fp4 needs Blackwell");
        require(!args.has("--fp8-format") || args.place().capability() >= 9, "fp8 needs Hopper (here)");
        require(!args.has("--fp8-format") || args.has("--fp8-recipe"), "the recipe is delayed unless given");
        require(!args.has("--grad-reduce-in-bf16") || args.has("--bf16"), "gradients in bf16 with bf16");
    }

    private void shapes() {
        if (!args.any("--fp8-format", "--fp4-format")) {
            return;
        }
        boolean wide = args.is("--fp8-recipe", "mxfp8") || args.has("--fp4-format");
        int width = wide ? 32 : 16;
        require(args.number("--hidden-size") % width == 0, "few bits: hidden size");
        boolean dense = !args.experts() || args.has("--moe-layer-freq");
        require(!dense || args.number("--ffn-hidden-size") / args.tensor() % width == 0, "few bits: ffn per rank");
        int expert = args.number("--moe-ffn-hidden-size", width * args.expertTensor());
        require(expert / args.expertTensor() % width == 0, "few bits: expert width per rank");
        int tokens = args.number("--seq-length") * args.number("--micro-batch-size") / args.context();
        require(tokens % (wide ? 32 : 8) == 0, "few bits: tokens");
    }

    private void experts() {
        int ways = args.number("--expert-model-parallel-size");
        if (!args.experts()) {
            require(ways == 1, "ep > 1 needs experts");
            return;
        }
        require(args.number("--num-experts") % ways == 0, "experts % ep");
        require(args.has("--expert-tensor-parallel-size"), "expert tp follows tp unless given");
        require(args.has("--moe-token-dispatcher-type"), "the dispatcher is allgather unless given");
        require(args.number("--moe-ffn-hidden-size") % args.expertTensor() == 0, "expert width % etp");
        require(args.tensor() == 1 || args.has("--sequence-parallel"), "experts with tp need SP");
        boolean single = args.number("--moe-router-topk", 2) == 1;
        boolean sigmoid = args.is("--moe-router-score-function", "sigmoid");
        require(!single || sigmoid || args.has("--moe-router-pre-softmax"), "top-1 needs pre-softmax");
        require(!args.has("--moe-router-enable-expert-bias") || sigmoid, "expert bias needs sigmoid");
        require(args.has("--disable-bias-linear") || args.expertTensor() == 1, "experts with biases need etp 1");
    }

    private void expertTraffic() {
        if (!args.has("--overlap-moe-expert-parallel-comm")) {
            return;
        }
        require(args.number("--expert-model-parallel-size") > 1, "EP overlap needs ep > 1");
        require(args.pipeline() == 1 || args.virtualStages() > 1, "EP overlap needs virtual stages");
        require(!args.is("--recompute-granularity", "full"), "EP overlap without full recomputation");
        require(args.number("--mtp-num-layers", 0) <= 1, "EP overlap with one prediction layer at most");
    }
}
