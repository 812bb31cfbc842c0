package dev.shardwright.planner.export.torchtitan;

import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.job.JobLimits;
import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.stack.KernelStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job and the torchtitan that is to run it, in torchtitan's own sizes. */
record TitanRun(TrainingJob job, Release release) {
    /** The last one that reads TOML. */
    static final Release TOML = new Release("torchtitan", "0.2.2", "tag v0.2.2 of 2026-02-20");

    static final Release RECIPES = new Release("torchtitan", "main", "b5bcd76c6 of 2026-08-21");

    /** Schedules by their names in PyTorch; the keys are those of plans. */
    static final Map<String, String> SCHEDULES = Map.of(
            "1f1b", "1F1B",
            "gpipe", "GPipe",
            "interleaved", "Interleaved1F1B",
            "breadth-first", "LoopedBFS",
            "zb-v", "ZBVZeroBubble",
            "dualpipev", "DualPipeV");

    Optional<Flavor> flavor() {
        return Flavor.of(job.model());
    }

    boolean readsToml() {
        return release.equals(TOML);
    }

    ParallelDegrees degrees() {
        return job.layout().degrees();
    }

    private Sharding sharding() {
        return job.layout().memorySaving().sharding();
    }

    /** Data parallel groups that hold whole copies of the states. */
    int replicate() {
        return sharding().stage() == Stage.NONE ? degrees().data() : sharding().replicas();
    }

    int shard() {
        return degrees().data() / replicate();
    }

    /** Ranks that FSDP shards over: context ranks count. */
    int fsdpRanks() {
        return shard() * degrees().context();
    }

    /** Always: ZeRO-3, never: ZeRO-2. The default would depend on the pipeline. */
    String reshard() {
        return sharding().stage() == Stage.GRADIENTS ? "never" : "always";
    }

    boolean pipelines() {
        return degrees().pipeline() > 1;
    }

    String schedule() {
        return SCHEDULES.getOrDefault(job.layout().schedule().name(), "1F1B");
    }

    /** Keys and values pass around a ring, or every rank gathers them. */
    String rotation() {
        return job.layout().contextMethod() == ContextMethod.RING ? "alltoall" : "allgather";
    }

    int expertTensor() {
        return degrees().expert() > 1 ? degrees().expertTensor() : 1;
    }

    boolean recomputesProducts() {
        return job.layout().memorySaving().recompute() instanceof Recompute.EverySecondProduct;
    }

    boolean recomputesAll() {
        return JobLimits.recomputes(job) && JobLimits.recomputesAll(job);
    }

    /** Products and collectives in tiles that overlap. */
    boolean overlapsTensorTraffic() {
        return degrees().tensor() > 1
                && job.stack().communication().overlap().tensor().tiled() > 0;
    }

    /** The loss always; the layers where the software stack fuses them, or where async tensor parallelism needs it. */
    List<String> compiled() {
        boolean layers = job.stack().kernels().fusion().norm() == KernelStyle.FUSED || overlapsTensorTraffic();
        return layers ? List.of("model", "loss") : List.of("loss");
    }

    /** The names of the modules of every stage, in the order of the model. */
    List<List<String>> stages() {
        List<List<String>> stages = new ArrayList<>();
        int layer = 0;
        for (int count : StageLayers.of(job).counts()) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                names.add("layers." + layer++);
            }
            stages.add(names);
        }
        stages.get(0).add(0, "tok_embeddings");
        stages.get(stages.size() - 1).addAll(List.of("norm", readsToml() ? "output" : "lm_head"));
        return stages;
    }
}
