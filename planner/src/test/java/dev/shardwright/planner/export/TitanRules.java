package dev.shardwright.planner.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.job.TrainingJob;
import java.util.ArrayList;
import java.util.List;

/** torchtitan's rules over what its files say, from its trainer, its meshes and PyTorch's schedules. */
final class TitanRules {
    private final JsonNode config;
    private final JsonNode parallel;
    private final List<String> broken = new ArrayList<>();

    private TitanRules(JsonNode config) {
        this.config = config;
        this.parallel = config.get("parallelism");
    }

    /** The rules that are broken with so many GPUs; the job gives what stands in no file. */
    static List<String> check(JsonNode config, TrainingJob job) {
        TitanRules rules = new TitanRules(config);
        rules.world(job.cluster().devices());
        rules.heads(job);
        rules.pipeline(job.model().layers().size());
        if (config.get("training").has("seq_len")) {
            rules.sequences();
        } else {
            rules.tokens();
        }
        return rules.broken;
    }

    private int of(String key) {
        return parallel.path(key + "_degree").asInt(1);
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            broken.add(rule);
        }
    }

    private int pp() {
        return of("pipeline_parallel");
    }

    private int ranks() {
        return of("data_parallel_replicate") * of("data_parallel_shard");
    }

    private void world(int gpus) {
        int fsdp = of("data_parallel_shard") * of("context_parallel");
        require(ranks() * of("context_parallel") * of("tensor_parallel") * pp() == gpus, "degrees make up the world");
        int expert = of("expert_parallel");
        int expertTensor = of("expert_tensor_parallel");
        require(expertTensor == 1 || expertTensor == of("tensor_parallel"), "etp is tp or 1");
        require(fsdp * of("tensor_parallel") % (expert * expertTensor) == 0, "ep divides shard cp tp");
        require(parallel.get("fsdp_reshard_after_forward").asText().matches("always|never"), "resharding is written");
    }

    private void heads(TrainingJob job) {
        int kv = job.model().layers().get(0).attention().kvHeads();
        require(job.model().layers().get(0).attention().heads() % of("tensor_parallel") == 0, "heads % tp");
        require(kv % of("tensor_parallel") == 0, "kv heads % tp");
    }

    private void sequences() {
        JsonNode training = config.get("training");
        int local = training.get("local_batch_size").asInt();
        int global = training.get("global_batch_size").asInt();
        require(
                training.get("seq_len").asInt() % (2 * of("tensor_parallel") * of("context_parallel")) == 0,
                "sequence % (tp 2cp)");
        require(global % (local * ranks()) == 0, "global batch % (local dp)");
        boolean sharded = of("data_parallel_shard") * of("context_parallel") > 1;
        require(sharded || of("tensor_parallel") * pp() == 1, "16 bit needs shards beside tp or pp");
        if (pp() > 1) {
            int microBatch = parallel.get("pipeline_parallel_microbatch_size").asInt();
            require(local % microBatch == 0, "local batch % microbatch");
            microBatches(local / microBatch);
            require(!config.get("model").get("name").asText().equals("qwen3"), "qwen3 has no pipeline");
        }
    }

    private void tokens() {
        JsonNode training = config.get("training");
        long each = training.get("num_tokens_per_microbatch_per_dp_rank").asLong();
        long step = training.get("num_tokens_per_train_step").asLong();
        int microBatches = parallel.path("num_pp_microbatches").asInt(1);
        int halves = of("context_parallel") > 1 ? 2 * of("context_parallel") : 1;
        require(each % ((long) of("tensor_parallel") * halves) == 0, "tokens % (tp 2cp)");
        require(step % (each * microBatches * ranks()) == 0, "tokens of a step % (tokens dp)");
        boolean graphs = !training.get("disable_cuda_graphs").asBoolean();
        require(!graphs || (pp() == 1 && of("expert_parallel") == 1), "no CUDA graphs with pp or ep");
        if (pp() > 1) {
            microBatches(microBatches);
        }
    }

    private void microBatches(int count) {
        String schedule = parallel.get("pipeline_parallel_schedule").asText();
        int rounds = Math.max(1, count / pp());
        require(!schedule.equals("Interleaved1F1B") || count % rounds == 0, "interleaved rounds are equal");
        require(!schedule.matches("1F1B|GPipe") || count >= pp(), "microbatches >= stages");
    }

    private void pipeline(int layers) {
        JsonNode stages = parallel.path("module_fqns_per_model_part");
        require(pp() == 1 || stages.size() % pp() == 0, "stages % pp");
        boolean single = parallel.path("pipeline_parallel_schedule").asText().matches("1F1B|GPipe");
        require(pp() == 1 || (stages.size() == pp()) == single, "one stage a rank, or several");
        List<String> names = new ArrayList<>();
        stages.forEach(stage -> stage.forEach(name -> names.add(name.asText())));
        if (pp() > 1) {
            List<String> expected = new ArrayList<>(List.of("tok_embeddings"));
            for (int i = 0; i < layers; i++) {
                expected.add("layers." + i);
            }
            expected.add("norm");
            require(names.subList(0, layers + 2).equals(expected), "every module once and in order");
            require(names.get(names.size() - 1).matches("output|lm_head"), "the head is last");
        }
    }
}
