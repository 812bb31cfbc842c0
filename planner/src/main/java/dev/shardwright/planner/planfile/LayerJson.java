package dev.shardwright.planner.planfile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.model.Attention;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.FeedForward;
import dev.shardwright.simulator.model.LatentAttention;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.SelfAttention;
import java.util.Optional;

/** One decoder layer in full. */
final class LayerJson {
    private static final String KIND = "kind";
    private static final String SELF = "self";
    private static final String LATENT = "latent";
    private static final String DENSE = "dense";
    private static final String EXPERTS = "experts";

    private LayerJson() {}

    static void write(Layer layer, ObjectNode node) {
        attention(layer.attention(), node.putObject("attention"));
        feedForward(layer.feedForward(), node.putObject("feed_forward"));
        node.put("norms", layer.norms());
    }

    static Layer read(Fields f) {
        return new Layer(attention(f.object("attention")), feedForward(f.object("feed_forward")), f.whole("norms", 0));
    }

    private static void attention(Attention attention, ObjectNode node) {
        if (attention instanceof LatentAttention latent) {
            node.put(KIND, LATENT);
            node.put("heads", latent.heads());
            node.put("query_rank", latent.queryRank());
            node.put("key_value_rank", latent.keyValueRank());
            node.put("position_free_width", latent.widths().positionFree());
            node.put("rotary_width", latent.widths().rotary());
            node.put("value_width", latent.widths().value());
        } else if (attention instanceof SelfAttention self) {
            node.put(KIND, SELF);
            node.put("heads", self.heads());
            node.put("kv_heads", self.kvHeads());
            node.put("head_width", self.headWidth());
            node.put("window", self.window());
            ModelJson.traits(node, self.traits(), SelfAttention.Trait.class);
        }
    }

    private static Attention attention(Fields f) {
        return f.checked("", () -> switch (f.text(KIND)) {
            case LATENT ->
                new LatentAttention(
                        f.whole("heads", 1),
                        f.whole("query_rank", 0),
                        f.whole("key_value_rank", 1),
                        new LatentAttention.HeadWidths(
                                f.whole("position_free_width", 1),
                                f.whole("rotary_width", 1),
                                f.whole("value_width", 1)));
            case SELF ->
                new SelfAttention(
                        f.whole("heads", 1),
                        f.whole("kv_heads", 1),
                        f.whole("head_width", 1),
                        f.whole("window", 0),
                        ModelJson.traits(f, SelfAttention.Trait.class));
            default -> throw f.problem(KIND, "must be " + SELF + " or " + LATENT + ".");
        });
    }

    private static void feedForward(FeedForward block, ObjectNode node) {
        if (block instanceof DenseFeedForward dense) {
            node.put(KIND, DENSE);
            dense(dense, node);
        } else if (block instanceof MixtureOfExperts moe) {
            node.put(KIND, EXPERTS);
            node.put("experts", moe.experts());
            node.put("top_k", moe.topK());
            dense(moe.expert(), node.putObject("expert"));
            moe.shared().ifPresent(shared -> dense(shared, node.putObject("shared")));
            ModelJson.traits(node, moe.traits(), MixtureOfExperts.Trait.class);
        }
    }

    private static void dense(DenseFeedForward dense, ObjectNode node) {
        node.put("inner", dense.inner());
        node.put("activation", Fields.name(dense.activation()));
        node.put("bias", dense.bias());
    }

    private static FeedForward feedForward(Fields f) {
        return switch (f.text(KIND)) {
            case DENSE -> dense(f);
            case EXPERTS ->
                f.checked(
                        "",
                        () -> new MixtureOfExperts(
                                f.whole("experts", 1),
                                f.whole("top_k", 1),
                                dense(f.object("expert")),
                                f.node().has("shared") ? Optional.of(dense(f.object("shared"))) : Optional.empty(),
                                ModelJson.traits(f, MixtureOfExperts.Trait.class)));
            default -> throw f.problem(KIND, "must be " + DENSE + " or " + EXPERTS + ".");
        };
    }

    private static DenseFeedForward dense(Fields f) {
        return new DenseFeedForward(
                f.whole("inner", 1), f.constant("activation", DenseFeedForward.Activation.class), f.flag("bias"));
    }
}
