package dev.shardwright.planner.export.deepspeed;

import dev.shardwright.planner.export.config.Listing;
import dev.shardwright.planner.export.config.Section;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.layout.Sharding.Stage;
import java.util.List;

/** zero_optimization: what is split over data-parallel ranks, in buckets of the sizes that the Trainer would choose. */
final class ZeroSection {
    private static final double PREFETCHED_SHARE = 0.9;
    private static final long PERSISTENT_ROWS = 10;
    private static final long LIVE_PARAMETERS = 1_000_000_000;

    /** The blocks of transformers whose experts are chosen per token. */
    private static final List<String> EXPERT_BLOCKS = List.of(
            "MixtralSparseMoeBlock",
            "Qwen2MoeSparseMoeBlock",
            "Qwen3MoeSparseMoeBlock",
            "DeepseekV2MoE",
            "DeepseekV3MoE",
            "GptOssMLP",
            "Glm4MoeMoE",
            "OlmoeSparseMoeBlock");

    private ZeroSection() {}

    static Section of(TrainingJob job) {
        Sharding sharding = job.layout().memorySaving().sharding();
        Section zero = Section.EMPTY.with("stage", sharding.stage().ordinal());
        if (sharding.stage() == Stage.NONE) {
            return zero;
        }
        boolean overlap = job.stack().communication().overlap().data().step() > 0;
        long square = (long) job.model().hidden() * job.model().hidden();
        return zero.with("overlap_comm", overlap)
                .with("contiguous_gradients", true)
                .with("reduce_scatter", true)
                .with("reduce_bucket_size", square)
                .with("allgather_bucket_size", square)
                .when(sharding.stage() == Stage.PARAMETERS, all -> all.and(parameters(job, square)))
                .and(offload(job.layout().memorySaving().offload()));
    }

    private static Section parameters(TrainingJob job, long square) {
        int replicas = job.layout().memorySaving().sharding().replicas();
        return Section.EMPTY
                .with("stage3_prefetch_bucket_size", (long) (PREFETCHED_SHARE * square))
                .with(
                        "stage3_param_persistence_threshold",
                        PERSISTENT_ROWS * job.model().hidden())
                .with("stage3_max_live_parameters", LIVE_PARAMETERS)
                .with("stage3_max_reuse_distance", LIVE_PARAMETERS)
                .with("stage3_gather_16bit_weights_on_model_save", true)
                .when(
                        replicas > 1,
                        all -> all.with(
                                "mics_shard_size", job.layout().degrees().data() / replicas))
                .when(
                        job.model().hasExperts(),
                        all -> all.with("leaf_module", Section.EMPTY.with("classes", Listing.ofTexts(EXPERT_BLOCKS))));
    }

    private static Section offload(Offload offload) {
        Section host = Section.EMPTY.with("device", "cpu").with("pin_memory", true);
        return switch (offload) {
            case NONE -> Section.EMPTY;
            case OPTIMIZER -> Section.EMPTY.with("offload_optimizer", host);
            case PARAMETERS -> Section.EMPTY.with("offload_optimizer", host).with("offload_param", host);
        };
    }
}
