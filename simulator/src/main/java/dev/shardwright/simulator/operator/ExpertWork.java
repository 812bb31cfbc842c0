package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Projection;
import dev.shardwright.simulator.stack.Dispatcher;
import dev.shardwright.simulator.stack.Execution.RoutingLaunches;
import dev.shardwright.simulator.unit.Bytes;
import java.util.List;

/**
 * Routed and shared experts on the rank that receives most tokens. Each rank routes its own tokens (a tensor group
 * splits them) to top-k experts spread over the expert group; formulas in docs/model/experts.md.
 */
final class ExpertWork {

    private final int hidden;
    private final Shard shard;
    private final WorkBuilder work;
    private final LinearWork linear;

    ExpertWork(int hidden, Shard shard, WorkBuilder work, LinearWork linear) {
        this.hidden = hidden;
        this.shard = shard;
        this.work = work;
        this.linear = linear;
    }

    void add(MixtureOfExperts moe) {
        double ownTokens = shard.tokens() / (double) shard.tensor();
        double routed = ownTokens * moe.topK();
        work.add(new Gemm(
                "router",
                new Gemm.Shape(Math.max(1, Math.round(ownTokens)), moe.experts(), hidden, 1),
                work.recipe().adaptation().trainsLayers() ? Gemm.Role.WEIGHT : Gemm.Role.FROZEN_WEIGHT,
                work.recipe().precision().highPrecision()));
        host(moe.experts() / shard.expert().ways());
        Dispatcher dispatcher = work.recipe().dispatcher();
        work.add(ElementwiseTraffic.ROUTING.over("routing", dispatcher.permuted() * routed * hidden));
        double fullest = routed * shard.expert().load();
        exchange(fullest, dispatcher.oncePerRank() ? moe.topK() : 1);
        experts(moe, fullest);
        moe.shared().ifPresent(shared -> shared(moe, shared));
        if (shard.tensor() > 1 && shard.sequenceWays() == 1) {
            work.tensorBlock("experts.tensor", hidden, true);
        }
    }

    /** The host's share of routing, and what it launches for each of the experts on a rank, twice of it backward. */
    private void host(int local) {
        RoutingLaunches routing = work.recipe().routing();
        int each = routing.perExpert() * Math.max(0, local - 1);
        work.add(new HostWork("router.host", routing.forward(), routing.backward()));
        work.add(new HostWork("experts.host", each, 2 * each));
    }

    /** Dispatch and combine, and the same again for the gradients. */
    private void exchange(double routed, int copies) {
        Bytes buffer = Bytes.of(routed * hidden * work.elementBytes());
        if (shard.expert().ways() > 1) {
            work.both(
                    new Transfer("experts.dispatch", Transfer.Dimension.EXPERT, Collective.ALL_TO_ALL, buffer, copies));
            work.both(
                    new Transfer("experts.combine", Transfer.Dimension.EXPERT, Collective.ALL_TO_ALL, buffer, copies));
        }
        if (shard.expert().tensor() > 1) {
            Bytes gathered = buffer.times(shard.expert().tensor());
            work.both(
                    new Transfer("experts.gather", Transfer.Dimension.EXPERT_TENSOR, Collective.ALL_GATHER, gathered));
            work.both(new Transfer(
                    "experts.scatter", Transfer.Dimension.EXPERT_TENSOR, Collective.REDUCE_SCATTER, gathered));
        }
    }

    private void experts(MixtureOfExperts moe, double routed) {
        int local = Math.max(1, moe.experts() / shard.expert().ways());
        double received = routed * shard.expert().tensor();
        List<Projection> maps = moe.expertProjections(hidden);
        double each = received / local;
        linear.add(onRank(maps.get(0), local), each, shard.expert().tensor());
        activation(
                moe.expert(), received * moe.expert().inner() / shard.expert().tensor());
        linear.add(onRank(maps.get(1), local), each, shard.expert().tensor());
    }

    private void activation(DenseFeedForward expert, double elements) {
        if (expert.bias() && expert.activation().gated()) {
            work.add(ElementwiseTraffic.GATED_BIASED.over("activation", elements));
        } else {
            DecoderWork.activation(work, expert, elements);
        }
    }

    private void shared(MixtureOfExperts moe, DenseFeedForward shared) {
        List<Projection> maps = moe.sharedProjections(hidden);
        linear.add(maps.get(0), shard.tokens(), shard.tensor());
        DecoderWork.activation(work, shared, shard.tokens() * (double) shared.inner() / shard.tensor());
        linear.add(maps.get(1), shard.tokens(), shard.tensor());
        if (shard.sequenceWays() > 1) {
            work.tensorBlock("shared_expert.tensor", hidden, linear.needsInput(maps.get(0)));
        }
    }

    private static Projection onRank(Projection map, int copies) {
        return new Projection(map.name(), map.inputs(), map.outputs(), map.split(), map.bias(), copies);
    }
}
