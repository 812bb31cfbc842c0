package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.model.Transformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How the files of one model_type become a transformer. Problems are noted in the keys. */
@FunctionalInterface
interface ModelFamily {
    Map<String, ModelFamily> BY_TYPE = byType();

    Transformer read(ConfigKeys keys, String name);

    static Optional<ModelFamily> of(String modelType) {
        return Optional.ofNullable(BY_TYPE.get(modelType));
    }

    /** The supported model types, sorted. */
    static List<String> types() {
        return List.copyOf(BY_TYPE.keySet());
    }

    private static Map<String, ModelFamily> byType() {
        Map<String, ModelFamily> map = new TreeMap<>();
        addGpt(map);
        addLlama(map);
        addExperts(map);
        return map;
    }

    private static void addGpt(Map<String, ModelFamily> map) {
        map.put("gpt2", GptFamilies::gpt2);
        map.put("gpt_bigcode", GptFamilies::gptBigCode);
        map.put("gptj", GptFamilies::gptJ);
        map.put("gpt_neo", GptFamilies::gptNeo);
        map.put("gpt_neox", GptFamilies::gptNeoX);
        map.put("opt", GptFamilies::opt);
        map.put("bloom", GptFamilies::bloom);
        map.put("mpt", GptFamilies::mpt);
        map.put("phi", UngatedFamilies::phi);
        map.put("starcoder2", UngatedFamilies::starCoder2);
        map.put("nemotron", UngatedFamilies::nemotron);
        map.put("arcee", UngatedFamilies::arcee);
        map.put("falcon", UngatedFamilies::falcon);
    }

    private static void addLlama(Map<String, ModelFamily> map) {
        map.put("llama", LlamaFamilies::llama);
        map.put("granite", LlamaFamilies::llama);
        map.put("seed_oss", LlamaFamilies::seedOss);
        map.put("hunyuan_v1_dense", LlamaFamilies::hunyuanDense);
        map.put("ernie4_5", LlamaFamilies::ernie);
        map.put("smollm3", LlamaFamilies::smolLm3);
        map.put("mistral", LlamaFamilies::mistral);
        map.put("ministral3", LlamaFamilies::phi3);
        map.put("phi3", LlamaFamilies::phi3);
        map.put("internlm2", LlamaFamilies::internLm2);
        map.put("qwen2", LlamaFamilies::qwen2);
        map.put("qwen2_5_vl_text", LlamaFamilies::qwen2);
        map.put("qwen3", LlamaFamilies::qwen3);
        map.put("qwen3_vl_text", LlamaFamilies::qwen3);
        map.put("mimo", LlamaFamilies::mimo);
        map.put("olmo", LlamaFamilies::olmo);
        map.put("olmo2", LlamaFamilies::olmo2);
        map.put("olmo3", LlamaFamilies::olmo3);
        map.put("cohere", LlamaFamilies::cohere);
        map.put("cohere2", LlamaFamilies::cohere2);
        map.put("gemma", GemmaFamilies::gemma);
        map.put("gemma2", GemmaFamilies::gemma2);
        map.put("gemma3_text", GemmaFamilies::gemma3);
        map.put("glm", GemmaFamilies::glm);
        map.put("glm4", GemmaFamilies::glm4);
    }

    private static void addExperts(Map<String, ModelFamily> map) {
        map.put("mixtral", ExpertFamilies::mixtral);
        map.put("granitemoe", ExpertFamilies::graniteMoe);
        map.put("olmoe", ExpertFamilies::olmoe);
        map.put("minimax_m2", ExpertFamilies::miniMaxM2);
        map.put("gpt_oss", ExpertFamilies::gptOss);
        map.put("grok-1", ExpertFamilies::grok1);
        map.put("qwen2_moe", ExpertFamilies::qwen2Moe);
        map.put("qwen3_moe", ExpertFamilies::qwen3Moe);
        map.put("qwen3_vl_moe_text", ExpertFamilies::qwen3Moe);
        map.put("phimoe", ExpertFamilies::phiMoe);
        map.put("bailing_moe_v2", DeepSeekFamilies::bailingMoe);
        map.put("ernie4_5_moe", ErnieFamily::read);
        map.put("deepseek", DeepSeekFamilies::deepSeek);
        map.put("deepseek_v2", DeepSeekFamilies::deepSeekV2);
        map.put("deepseek_v3", DeepSeekFamilies::deepSeekV3);
        map.put("kimi_k2", DeepSeekFamilies::deepSeekV3);
        map.put("glm4_moe", DeepSeekFamilies::glm4Moe);
        map.put("glm4_moe_lite", DeepSeekFamilies::deepSeekV3);
        map.put("dots1", DeepSeekFamilies::dots1);
    }
}
