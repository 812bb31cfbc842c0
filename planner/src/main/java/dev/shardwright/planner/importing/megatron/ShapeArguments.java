package dev.shardwright.planner.importing.megatron;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.ShapeField;
import dev.shardwright.planner.importing.fact.Tokenizers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shape of the model, with Megatron-LM's own defaults. */
final class ShapeArguments {
    private static final Pattern LEADING_DENSE = Pattern.compile("^\\(?\\[((?:0,?)+)](?:\\*([0-9]{1,4}))?");

    private final Arguments arguments;
    private final Facts facts;

    ShapeArguments(Arguments arguments, Facts facts) {
        this.arguments = arguments;
        this.facts = facts;
    }

    void read() {
        arguments.shape(ShapeField.LAYERS, "--num-layers", "--encoder-num-layers");
        arguments.shape(ShapeField.HIDDEN, "--hidden-size");
        arguments.shape(ShapeField.HEADS, "--num-attention-heads");
        activation();
        arguments.shape(ShapeField.INNER, "--ffn-hidden-size");
        attention();
        positions();
        arguments.shape(
                ShapeField.NORM, kind -> kind.text().equalsIgnoreCase("RMSNorm") ? "rms" : "layer", "--normalization");
        facts.implyShape(ShapeField.NORM, "layer");
        biases();
        vocabulary();
        experts();
        arguments.shape(ShapeField.PREDICTION_LAYERS, "--mtp-num-layers");
        facts.implyShape(ShapeField.PREDICTION_LAYERS, "0");
    }

    private void activation() {
        arguments.toggle("--swiglu").ifPresent(on -> facts.shape(ShapeField.ACTIVATION, "swiglu", on.stated()));
        arguments
                .toggle("--geglu", "--quick-geglu")
                .ifPresent(on -> facts.shape(ShapeField.ACTIVATION, "geglu", on.stated()));
        arguments
                .toggle("--squared-relu")
                .ifPresent(on -> facts.shape(ShapeField.ACTIVATION, "squared-relu", on.stated()));
        arguments
                .get("--glu-activation")
                .ifPresent(kind -> facts.shape(
                        ShapeField.ACTIVATION, kind.text().equals("swiglu") ? "swiglu" : "geglu", kind.stated()));
        facts.implyShape(ShapeField.ACTIVATION, "gelu");
    }

    private void attention() {
        if (arguments.on("--group-query-attention") || arguments.has("--num-key-value-heads")) {
            arguments.shape(ShapeField.KV_HEADS, "--num-query-groups", "--num-key-value-heads");
        }
        arguments.get("--num-query-groups");
        arguments.shape(ShapeField.HEAD_NORM, on -> on.on() ? "on" : "off", "--qk-layernorm");
        if (arguments.on("--multi-latent-attention")) {
            latent();
        } else {
            arguments.shape(ShapeField.HEAD_WIDTH, "--kv-channels");
        }
        arguments.get("--window-size").ifPresent(this::window);
        arguments.get("--window-attn-skip-freq");
        arguments.get("--softmax-type");
        arguments.get("--no-rope-freq");
        arguments.get("--no-rope-fusion");
    }

    private void latent() {
        arguments.get("--kv-channels");
        arguments.shape(ShapeField.QUERY_RANK, "--q-lora-rank");
        facts.implyShape(ShapeField.QUERY_RANK, "0");
        arguments.shape(ShapeField.KEY_VALUE_RANK, "--kv-lora-rank");
        arguments.shape(ShapeField.POSITION_FREE_WIDTH, "--qk-head-dim");
        arguments.shape(ShapeField.ROTARY_WIDTH, "--qk-pos-emb-head-dim");
        arguments.shape(ShapeField.VALUE_WIDTH, "--v-head-dim");
        facts.implyShape(ShapeField.KEY_VALUE_RANK, "32");
        facts.implyShape(ShapeField.POSITION_FREE_WIDTH, "128");
        facts.implyShape(ShapeField.ROTARY_WIDTH, "64");
        facts.implyShape(ShapeField.VALUE_WIDTH, "128");
    }

    /** "4095,0": keys before the query, which it sees, too. */
    private void window(Argument size) {
        Matcher matcher = Pattern.compile("\\(?([0-9]{1,8}),.*").matcher(size.text());
        if (matcher.matches()) {
            facts.shape(ShapeField.WINDOW, String.valueOf(Integer.parseInt(matcher.group(1)) + 1), size.stated());
        }
    }

    private void positions() {
        arguments
                .toggle("--use-rotary-position-embeddings")
                .ifPresent(on -> facts.shape(ShapeField.POSITION_KIND, "rotary", on.stated()));
        arguments.shape(
                ShapeField.POSITION_KIND,
                kind -> switch (kind.text()) {
                    case "rope", "rotary", "yarn", "mrope" -> "rotary";
                    case "learned_absolute", "absolute" -> "learned";
                    case "alibi" -> "alibi";
                    default -> "none";
                },
                "--position-embedding-type");
        facts.implyShape(ShapeField.POSITION_KIND, "learned");
        if (facts.get(ShapeField.POSITION_KIND).filter("learned"::equals).isPresent()) {
            arguments.shape(ShapeField.POSITIONS, "--max-position-embeddings");
        }
        arguments.shape(ShapeField.EMBEDDING_NORM, on -> "on", "--embed-layernorm");
    }

    private void biases() {
        boolean query = arguments.on("--add-qkv-bias");
        arguments
                .toggle("--disable-bias-linear")
                .ifPresent(off -> facts.shape(ShapeField.BIAS, query ? "qkv" : "none", off.stated()));
        facts.implyShape(ShapeField.BIAS, "all");
        arguments
                .toggle("--untie-embeddings-and-output-weights")
                .ifPresent(untied -> facts.shape(ShapeField.TIED, "off", untied.stated()));
        facts.implyShape(ShapeField.TIED, "on");
    }

    private void vocabulary() {
        arguments.shape(ShapeField.VOCABULARY, "--padded-vocab-size", "--vocab-size");
        arguments.get("--make-vocab-size-divisible-by");
        // Pai-Megatron-Patch has tokenizers of its own, which come before Megatron-LM's.
        String patched = arguments.hint("--patch-tokenizer-type");
        String stated = patched.isEmpty() ? arguments.hint("--tokenizer-type") : patched;
        String kind = stated.isEmpty() ? "GPT2BPETokenizer" : stated;
        String model = arguments.hint("--tokenizer-model", "--tokenizer-name-or-path");
        Tokenizers.vocabulary(kind, model)
                .ifPresent(rows -> facts.assumeShape(
                        ShapeField.VOCABULARY,
                        String.valueOf(rows),
                        "the usual rows of the tokenizer " + (model.isEmpty() ? kind : model)));
    }

    private void experts() {
        arguments.shape(ShapeField.EXPERTS, "--num-experts", "--num-moe-experts");
        if (facts.get(ShapeField.EXPERTS).isEmpty()) {
            return;
        }
        arguments.shape(ShapeField.TOP_K, "--moe-router-topk", "--topk");
        facts.implyShape(ShapeField.TOP_K, "2");
        arguments.shape(ShapeField.EXPERT_INNER, "--moe-ffn-hidden-size");
        arguments.shape(ShapeField.SHARED_INNER, "--moe-shared-expert-intermediate-size");
        arguments.shape(ShapeField.SHARED_GATE, on -> "on", "--moe-shared-expert-gate");
        arguments.shape(ShapeField.CORRECTION_BIAS, on -> "on", "--moe-router-enable-expert-bias");
        arguments.get("--moe-layer-freq").ifPresent(this::pattern);
    }

    private void pattern(Argument pattern) {
        String text = pattern.text().replace(" ", "");
        Matcher leading = LEADING_DENSE.matcher(text);
        if (leading.find()) {
            long zeros = leading.group(1).chars().filter(c -> c == '0').count();
            long times = leading.group(2) == null ? 1 : Long.parseLong(leading.group(2));
            facts.shape(ShapeField.DENSE_LAYERS, String.valueOf(zeros * times), pattern.stated());
        } else if (!text.matches("1|\\(?\\[1(,1)*](\\*[0-9]+)?\\)?")) {
            facts.remark("layers of experts", "every layer", "--moe-layer-freq " + text + " is not followed");
        }
    }
}
