package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.job.Limits;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** Which attention Transformer Engine runs with context parallelism, by how keys and values travel. */
final class ContextLimits {
    private final MegatronRun run;
    private final Limits limits;

    private ContextLimits(MegatronRun run) {
        this.run = run;
        this.limits = new Limits("parallel.context = " + run.degrees().context());
    }

    static List<Problem> check(MegatronRun run) {
        ContextLimits context = new ContextLimits(run);
        if (run.degrees().context() > 1) {
            context.headsOfAllToAll();
            context.shapes();
        }
        return context.limits.problems();
    }

    private void headsOfAllToAll() {
        int heads = run.architecture().attention().kvHeads();
        int tensor = run.degrees().tensor();
        int perRank = Math.max(1, heads / tensor);
        limits.require(
                run.layout().contextMethod() != ContextMethod.ULYSSES
                        || perRank % run.degrees().context() == 0,
                "must divide the key/value heads of a tensor rank (" + perRank
                        + ") for all-to-all context parallelism.",
                "Maybe use ring context parallelism.");
    }

    private void shapes() {
        ContextMethod method = run.layout().contextMethod();
        limits.require(
                !run.job().stack().kernels().attention().materialisesScores(),
                "needs flash or fused attention; the software stack "
                        + run.job().stack().name() + " materialises scores.",
                "Maybe plan with the software stack megatron-core.");
        limits.require(
                run.architecture().latentAttention().isEmpty() || method == ContextMethod.RING,
                "with latent attention works as a ring only: keys and values have different widths.",
                "Maybe use ring context parallelism.");
        limits.require(
                run.architecture().windows().isEmpty()
                        || (method != ContextMethod.RING && method != ContextMethod.HIERARCHICAL),
                "with sliding windows does not work as a ring.",
                "Maybe use all-gather context parallelism.");
        limits.require(
                !run.architecture().has(SelfAttention.Trait.SINKS) || method == ContextMethod.ULYSSES,
                "with attention sinks works by all-to-all only.",
                "Maybe use all-to-all (Ulysses) context parallelism.");
    }
}
