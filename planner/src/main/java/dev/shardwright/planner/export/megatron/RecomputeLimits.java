package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.job.Limits;
import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.Recompute.Part;
import dev.shardwright.simulator.model.LatentAttention;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;
import java.util.Set;

/** What Megatron-LM cannot recompute, or ignores. */
final class RecomputeLimits {
    private final MegatronRun run;
    private final String where;
    private final Limits limits = new Limits("parallel");

    private RecomputeLimits(MegatronRun run) {
        this.run = run;
        this.where = "recompute = " + run.layout().memorySaving().recompute().name();
    }

    static List<Problem> check(MegatronRun run) {
        RecomputeLimits all = new RecomputeLimits(run);
        Recompute recompute = run.layout().memorySaving().recompute();
        if (recompute instanceof Recompute.PerRank perRank) {
            all.layers(perRank);
        }
        all.limits.require(
                !recompute.everySecondProduct(),
                all.where,
                "is torchtitan's policy per operator.",
                "Maybe use layers:K, or selective with modules.");
        all.modules(recompute.parts());
        return all.limits.problems();
    }

    /** Modules that the model has, with scales that a second pass finds again. */
    private void modules(Set<Part> parts) {
        boolean experts = run.job().model().hasExperts();
        boolean latent = run.job().model().layers().stream().anyMatch(l -> l.attention() instanceof LatentAttention);
        boolean dense = !run.architecture().dense().isEmpty();
        present(parts, Part.EXPERTS, experts, "experts");
        present(parts, Part.ACTIVATION, experts, "experts, whose activation alone Megatron-LM recomputes");
        present(parts, Part.LATENT_UP, latent, "multi-head latent attention");
        present(parts, Part.MLP, dense, "dense feed-forward blocks");
        boolean delayed = run.job().numerics().precision() == Precision.FP8_DELAYED;
        boolean stale = parts.contains(Part.NORMS) || parts.contains(Part.ACTIVATION);
        limits.require(
                !delayed || !stale,
                where,
                "layernorm and moe_act are not recomputed with delayed scaling.",
                "Maybe use precision fp8 (scales of the current tensor).");
    }

    private void present(Set<Part> parts, Part part, boolean there, String what) {
        limits.require(
                there || !parts.contains(part),
                where,
                part.word() + " needs a model with " + what + ".",
                "Leave out " + part.word() + ".");
    }

    /** Equally many layers of each virtual stage. */
    private void layers(Recompute.PerRank perRank) {
        int chunks = run.layout().schedule().virtualStages();
        limits.require(
                perRank.layers() % chunks == 0,
                where,
                "must be a multiple of the virtual stages of a rank (" + chunks
                        + "): Megatron-LM recomputes equally many layers of each.",
                "Maybe use layers:" + Math.max(1, perRank.layers() / chunks) * chunks + ".");
        limits.require(
                perRank.layers() % chunks != 0 || sameOnEveryRank(perRank.layers()),
                where,
                "means another number of layers on ranks whose virtual stages hold "
                        + run.stages().words() + " layers: Megatron-LM counts in each virtual stage.",
                "Maybe use layers:" + fewest() * chunks + " or full.");
    }

    private boolean sameOnEveryRank(int layers) {
        StageLayers stages = run.stages();
        int pipeline = run.degrees().pipeline();
        int perChunk = layers / run.layout().schedule().virtualStages();
        for (int rank = 0; rank < pipeline; rank++) {
            if (stages.onRankAtMost(perChunk, rank, pipeline) != Math.min(layers, stages.onRank(rank, pipeline))) {
                return false;
            }
        }
        return true;
    }

    private int fewest() {
        return Math.max(
                1,
                run.stages().counts().stream().mapToInt(Integer::intValue).min().orElse(1));
    }
}
