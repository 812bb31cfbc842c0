package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.ModelDifference;
import dev.shardwright.planner.importing.fact.ShapeField;
import dev.shardwright.simulator.model.Attention;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.FeedForward;
import dev.shardwright.simulator.model.LatentAttention;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.SelfAttention.Trait;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.model.Vocabulary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A model in the words of {@link ShapeField}, to hold it against what files state. */
final class ShapeComparison {
    private final Map<ShapeField, String> values = new EnumMap<>(ShapeField.class);

    private ShapeComparison(Transformer model) {
        put(ShapeField.LAYERS, model.layers().size());
        put(ShapeField.HIDDEN, model.hidden());
        put(ShapeField.PREDICTION_LAYERS, model.predictionLayers());
        vocabulary(model.vocabulary());
        values.put(ShapeField.NORM, model.normalization() == Normalization.RMS_NORM ? "rms" : "layer");
        attention(model.layers().get(0).attention());
        long dense = model.layers().stream()
                .map(Layer::feedForward)
                .takeWhile(DenseFeedForward.class::isInstance)
                .count();
        model.layers().stream().map(Layer::feedForward).distinct().forEach(this::feedForward);
        put(ShapeField.DENSE_LAYERS, model.hasExperts() ? (int) dense : 0);
    }

    /** Sizes that the files state otherwise. A vocabulary may be written without its last row, or padded. */
    static List<ModelDifference> of(Facts facts, Transformer model) {
        Map<ShapeField, String> values = new ShapeComparison(model).values;
        List<ModelDifference> differences = new ArrayList<>();
        facts.shapeStated().forEach((field, stated) -> {
            String inFile = facts.get(field).orElse("");
            String inModel = values.getOrDefault(field, "");
            if (!inModel.isEmpty() && !same(field, inFile, inModel)) {
                differences.add(new ModelDifference(field, stated, inModel));
            }
        });
        return differences;
    }

    private static boolean same(ShapeField field, String inFile, String inModel) {
        if (field == ShapeField.VOCABULARY && inFile.matches("[0-9]{1,9}")) {
            int rows = Integer.parseInt(inFile);
            int published = Integer.parseInt(inModel);
            return rows == published || rows == published - 1 || (rows > published && rows % 128 == 0);
        }
        return inFile.equals(inModel);
    }

    private void put(ShapeField field, int value) {
        values.put(field, String.valueOf(value));
    }

    private void vocabulary(Vocabulary vocabulary) {
        put(ShapeField.VOCABULARY, vocabulary.size());
        values.put(ShapeField.TIED, vocabulary.tied() ? "on" : "off");
        if (vocabulary.positions() > 0) {
            put(ShapeField.POSITIONS, vocabulary.positions());
        }
    }

    private void attention(Attention attention) {
        put(ShapeField.HEADS, attention.heads());
        if (attention instanceof LatentAttention latent) {
            put(ShapeField.QUERY_RANK, latent.queryRank());
            put(ShapeField.KEY_VALUE_RANK, latent.keyValueRank());
            put(ShapeField.POSITION_FREE_WIDTH, latent.widths().positionFree());
            put(ShapeField.ROTARY_WIDTH, latent.widths().rotary());
            put(ShapeField.VALUE_WIDTH, latent.widths().value());
        } else if (attention instanceof SelfAttention self) {
            put(ShapeField.KV_HEADS, self.kvHeads());
            put(ShapeField.HEAD_WIDTH, self.headWidth());
            values.put(ShapeField.HEAD_NORM, self.traits().contains(Trait.HEAD_NORM) ? "on" : "off");
        }
    }

    private void feedForward(FeedForward block) {
        if (block instanceof DenseFeedForward dense) {
            put(ShapeField.INNER, dense.inner());
            activation(dense);
        } else if (block instanceof MixtureOfExperts mixture) {
            put(ShapeField.EXPERTS, mixture.experts());
            put(ShapeField.TOP_K, mixture.topK());
            put(ShapeField.EXPERT_INNER, mixture.expert().inner());
            put(
                    ShapeField.SHARED_INNER,
                    mixture.shared().map(DenseFeedForward::inner).orElse(0));
            activation(mixture.expert());
        }
    }

    private void activation(DenseFeedForward block) {
        values.put(
                ShapeField.ACTIVATION,
                block.activation().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
