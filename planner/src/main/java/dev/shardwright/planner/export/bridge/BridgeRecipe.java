package dev.shardwright.planner.export.bridge;

import dev.shardwright.planner.export.job.KnownShape;
import dev.shardwright.simulator.model.Transformer;
import java.util.List;
import java.util.Optional;

/** A pre-training recipe of Megatron-Bridge and the shape of its model. */
record BridgeRecipe(String stem, KnownShape shape) {
    private static final List<BridgeRecipe> ALL = List.of(
            new BridgeRecipe("llama3_8b", KnownShape.dense(4096, 32, 32, 8_030_261_248L)),
            new BridgeRecipe("llama3_70b", KnownShape.dense(8192, 80, 64, 70_553_706_496L)),
            new BridgeRecipe("llama31_405b", KnownShape.dense(16384, 126, 128, 405_853_388_800L)),
            new BridgeRecipe("llama32_1b", KnownShape.dense(2048, 16, 32, 1_235_814_400L)),
            new BridgeRecipe("llama32_3b", KnownShape.dense(3072, 28, 24, 3_212_749_824L)),
            new BridgeRecipe("qwen25_500m", KnownShape.dense(896, 24, 14, 494_032_768L)),
            new BridgeRecipe("qwen25_7b", KnownShape.dense(3584, 28, 28, 7_615_616_512L)),
            new BridgeRecipe("qwen25_14b", KnownShape.dense(5120, 48, 40, 14_770_033_664L)),
            new BridgeRecipe("qwen25_32b", KnownShape.dense(5120, 64, 40, 32_763_876_352L)),
            new BridgeRecipe("qwen25_72b", KnownShape.dense(8192, 80, 64, 72_706_203_648L)),
            new BridgeRecipe("qwen3_600m", KnownShape.dense(1024, 28, 16, 596_049_920L)),
            new BridgeRecipe("qwen3_1p7b", KnownShape.dense(2048, 28, 16, 1_720_574_976L)),
            new BridgeRecipe("qwen3_4b", KnownShape.dense(2560, 36, 32, 4_022_468_096L)),
            new BridgeRecipe("qwen3_8b", KnownShape.dense(4096, 36, 32, 8_190_735_360L)),
            new BridgeRecipe("qwen3_14b", KnownShape.dense(5120, 40, 40, 14_768_307_200L)),
            new BridgeRecipe("qwen3_32b", KnownShape.dense(5120, 64, 64, 32_762_123_264L)),
            new BridgeRecipe("qwen3_30b_a3b", new KnownShape(2048, 48, 32, 8, 30_532_122_624L)),
            new BridgeRecipe("qwen3_235b_a22b", new KnownShape(4096, 94, 64, 8, 235_093_634_560L)),
            new BridgeRecipe("olmoe_7b", new KnownShape(2048, 16, 16, 8, 6_919_161_856L)),
            new BridgeRecipe("deepseek_v2_lite", new KnownShape(2048, 27, 16, 6, 15_706_484_224L)),
            new BridgeRecipe("deepseek_v3", new KnownShape(7168, 61, 128, 8, 671_026_419_200L)));

    static List<BridgeRecipe> all() {
        return ALL;
    }

    static Optional<BridgeRecipe> of(Transformer model) {
        return ALL.stream().filter(recipe -> recipe.shape.fits(model)).findFirst();
    }

    /** The name that {@code --recipe} takes. */
    String function() {
        return stem + "_pretrain_config";
    }
}
