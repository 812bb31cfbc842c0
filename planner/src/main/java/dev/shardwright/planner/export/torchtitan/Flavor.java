package dev.shardwright.planner.export.torchtitan;

import dev.shardwright.planner.export.job.Architecture;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Transformer;
import java.util.List;
import java.util.Optional;

/**
 * A model that torchtitan trains: its module, its flavor, the function of the module's config_registry that makes a
 * whole recipe for it ("" where there is none), where its tokenizer lies, and the shape by which it is known: width,
 * layers, heads, experts a token goes to, and the count of its parameters, which no other width shares.
 */
record Flavor(Name name, String assets, int hidden, int layers, int heads, int topK, long parameters) {
    /** How torchtitan calls it. */
    record Name(String module, String flavor, String recipe) {}

    static final String LLAMA = "llama3";
    static final String QWEN = "qwen3";
    static final String DEEPSEEK = "deepseek_v3";

    private static final List<Flavor> ALL = List.of(
            llama("8B", "llama3_8b", 4096, 32, 32, 8_030_261_248L),
            llama("70B", "llama3_70b", 8192, 80, 64, 70_553_706_496L),
            llama("405B", "llama3_405b", 16384, 126, 128, 405_853_388_800L),
            qwen("0.6B", "qwen3_0_6b", 1024, 28, 16, 0, 596_049_920L),
            qwen("1.7B", "qwen3_1_7b", 2048, 28, 16, 0, 1_720_574_976L),
            qwen("4B", "", 2560, 36, 32, 0, 4_022_468_096L),
            qwen("8B", "", 4096, 36, 32, 0, 8_190_735_360L),
            qwen("14B", "qwen3_14b", 5120, 40, 40, 0, 14_768_307_200L),
            qwen("32B", "qwen3_32b", 5120, 64, 64, 0, 32_762_123_264L),
            qwen("30B-A3B", "qwen3_30b_a3b", 2048, 48, 32, 8, 30_532_122_624L),
            qwen("235B-A22B", "", 4096, 94, 64, 8, 235_093_634_560L),
            deepseek("16B", "deepseek_v3_16b", "deepseek-moe-16b-base", 2048, 27, 16, 6, 15_706_484_224L),
            deepseek("671B", "deepseek_v3_671b", "DeepSeek-V3.1-Base", 7168, 61, 128, 8, 671_026_419_200L));

    private static Flavor llama(String flavor, String recipe, int hidden, int layers, int heads, long parameters) {
        Name name = new Name(LLAMA, flavor, recipe);
        return new Flavor(name, "Llama-3.1-" + flavor, hidden, layers, heads, 0, parameters);
    }

    private static Flavor qwen(
            String flavor, String recipe, int hidden, int layers, int heads, int topK, long parameters) {
        Name name = new Name(QWEN, flavor, recipe);
        return new Flavor(name, "Qwen3-" + flavor, hidden, layers, heads, topK, parameters);
    }

    private static Flavor deepseek(
            String flavor, String recipe, String assets, int hidden, int layers, int heads, int topK, long parameters) {
        return new Flavor(new Name(DEEPSEEK, flavor, recipe), assets, hidden, layers, heads, topK, parameters);
    }

    static List<Flavor> all() {
        return ALL;
    }

    static Optional<Flavor> of(Transformer model) {
        return ALL.stream().filter(flavor -> flavor.fits(model)).findFirst();
    }

    private boolean fits(Transformer model) {
        Architecture shape = new Architecture(model);
        return hidden == model.hidden()
                && layers == model.layers().size()
                && heads == shape.attention().heads()
                && topK == shape.experts().map(MixtureOfExperts::topK).orElse(0)
                && parameters == model.parameters().total();
    }

    String title() {
        return name.module() + " " + name.flavor();
    }

    String assetsPath() {
        return "./assets/hf/" + assets;
    }
}
