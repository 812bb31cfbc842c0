package dev.shardwright.planner.export.torchtitan;

import dev.shardwright.planner.export.job.KnownShape;
import dev.shardwright.simulator.model.Transformer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A model that torchtitan trains, where its tokenizer lies, and its shape. */
record Flavor(Name name, String assets, KnownShape shape) {
    /**
     * How torchtitan calls it: its module, its flavor, and the function of the module's config_registry that makes a
     * whole recipe for it ("" where there is none).
     */
    record Name(String module, String flavor, String recipe) {}

    static final String LLAMA = "llama3";
    static final String QWEN = "qwen3";
    static final String DEEPSEEK = "deepseek_v3";

    private static final List<Flavor> ALL = List.of(
            llama("8B", "llama3_8b", KnownShape.dense(4096, 32, 32, 8_030_261_248L)),
            llama("70B", "llama3_70b", KnownShape.dense(8192, 80, 64, 70_553_706_496L)),
            llama("405B", "llama3_405b", KnownShape.dense(16384, 126, 128, 405_853_388_800L)),
            qwen("0.6B", "qwen3_0_6b", KnownShape.dense(1024, 28, 16, 596_049_920L)),
            qwen("1.7B", "qwen3_1_7b", KnownShape.dense(2048, 28, 16, 1_720_574_976L)),
            qwen("4B", "", KnownShape.dense(2560, 36, 32, 4_022_468_096L)),
            qwen("8B", "", KnownShape.dense(4096, 36, 32, 8_190_735_360L)),
            qwen("14B", "qwen3_14b", KnownShape.dense(5120, 40, 40, 14_768_307_200L)),
            qwen("32B", "qwen3_32b", KnownShape.dense(5120, 64, 64, 32_762_123_264L)),
            qwen("30B-A3B", "qwen3_30b_a3b", new KnownShape(2048, 48, 32, 8, 30_532_122_624L)),
            qwen("235B-A22B", "", new KnownShape(4096, 94, 64, 8, 235_093_634_560L)),
            deepseek("16B", "deepseek-moe-16b-base", new KnownShape(2048, 27, 16, 6, 15_706_484_224L)),
            deepseek("671B", "DeepSeek-V3.1-Base", new KnownShape(7168, 61, 128, 8, 671_026_419_200L)));

    private static Flavor llama(String flavor, String recipe, KnownShape shape) {
        return new Flavor(new Name(LLAMA, flavor, recipe), "Llama-3.1-" + flavor, shape);
    }

    private static Flavor qwen(String flavor, String recipe, KnownShape shape) {
        return new Flavor(new Name(QWEN, flavor, recipe), "Qwen3-" + flavor, shape);
    }

    private static Flavor deepseek(String flavor, String assets, KnownShape shape) {
        return new Flavor(new Name(DEEPSEEK, flavor, "deepseek_v3_" + flavor.toLowerCase(Locale.ROOT)), assets, shape);
    }

    static List<Flavor> all() {
        return ALL;
    }

    static Optional<Flavor> of(Transformer model) {
        return ALL.stream().filter(flavor -> flavor.shape.fits(model)).findFirst();
    }

    String title() {
        return name.module() + " " + name.flavor();
    }

    String assetsPath() {
        return "./assets/hf/" + assets;
    }
}
