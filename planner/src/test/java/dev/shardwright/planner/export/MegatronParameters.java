package dev.shardwright.planner.export;

/** Counts the parameters of the model that Megatron-LM builds from arguments, without padding of the vocabulary. */
final class MegatronParameters {
    private final MegatronArguments args;
    private final long hidden;
    private final long norm;
    private final boolean bias;

    private MegatronParameters(MegatronArguments args) {
        this.args = args;
        this.hidden = args.number("--hidden-size");
        this.norm = args.is("--normalization", "RMSNorm") ? 1 : 2;
        this.bias = !args.has("--disable-bias-linear");
    }

    static long count(MegatronArguments args, long vocabulary) {
        MegatronParameters model = new MegatronParameters(args);
        long sum = vocabulary * model.hidden * (args.has("--untie-embeddings-and-output-weights") ? 2 : 1);
        if (args.is("--position-embedding-type", "learned_absolute")) {
            sum += args.number("--max-position-embeddings") * model.hidden;
        }
        long layers = args.layers();
        long experts = model.expertLayers();
        sum += layers * (model.attention() + 2 * model.norm * model.hidden);
        sum += (layers - experts) * model.feedForward(args.number("--ffn-hidden-size"));
        sum += experts * (experts == 0 ? 0 : model.mixture());
        return sum + model.norm * model.hidden;
    }

    private long expertLayers() {
        if (!args.experts()) {
            return 0;
        }
        return args.text("--moe-layer-freq").map(MegatronParameters::ones).orElse((long) args.layers());
    }

    /** Sum of a list expression of zeros and ones. */
    static long ones(String pattern) {
        boolean repeated = pattern.startsWith("(");
        String inside = repeated ? pattern.substring(1, pattern.indexOf(')')) : pattern;
        long times = repeated ? Long.parseLong(pattern.substring(pattern.indexOf(')') + 2)) : 1;
        long sum = 0;
        for (String run : inside.split("\\+")) {
            long count = run.contains("*") ? Long.parseLong(run.substring(run.indexOf('*') + 1)) : 1;
            sum += run.startsWith("[1]") ? count : 0;
        }
        return times * sum;
    }

    private long linear(long inputs, long outputs, boolean withBias) {
        return inputs * outputs + (withBias ? outputs : 0);
    }

    private long attention() {
        return args.has("--multi-latent-attention") ? latentAttention() : selfAttention();
    }

    private long selfAttention() {
        long heads = args.number("--num-attention-heads");
        long groups = args.has("--group-query-attention") ? args.number("--num-query-groups") : heads;
        long width = args.number("--kv-channels");
        long sum = linear(hidden, (heads + 2 * groups) * width, bias || args.has("--add-qkv-bias"));
        sum += linear(heads * width, hidden, bias);
        sum += args.has("--qk-layernorm") ? 2 * norm * width : 0;
        return sum + (args.is("--softmax-type", "learnable") ? heads : 0);
    }

    private long latentAttention() {
        long heads = args.number("--num-attention-heads");
        long rotary = args.number("--qk-pos-emb-head-dim");
        long key = args.number("--qk-head-dim");
        long value = args.number("--v-head-dim");
        long rank = args.number("--kv-lora-rank");
        long queryRank = args.number("--q-lora-rank", 0);
        long query = heads * (key + rotary);
        long sum = queryRank > 0 ? hidden * queryRank + queryRank * query + norm * queryRank : hidden * query;
        sum += hidden * (rank + rotary) + norm * rank + rank * heads * (key + value);
        return sum + heads * value * hidden;
    }

    private long feedForward(long inner) {
        long up = args.has("--swiglu") ? 2 * inner : inner;
        return linear(hidden, up, bias) + linear(inner, hidden, bias);
    }

    private long mixture() {
        long experts = args.number("--num-experts");
        long sum = linear(hidden, experts, bias) + experts * feedForward(args.number("--moe-ffn-hidden-size"));
        sum += args.has("--moe-router-enable-expert-bias") ? experts : 0;
        long shared = args.number("--moe-shared-expert-intermediate-size", 0);
        sum += shared > 0 ? feedForward(shared) : 0;
        return sum + (args.has("--moe-shared-expert-gate") ? hidden : 0);
    }
}
