package dev.shardwright.simulator.step;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.Host;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.network.Group;
import dev.shardwright.simulator.network.Network;
import dev.shardwright.simulator.network.RankGrid;
import dev.shardwright.simulator.stack.Communication.GradientReduction;
import dev.shardwright.simulator.stack.MemoryRules.StateBytes;
import dev.shardwright.simulator.stack.SoftwareStack;

/**
 * Gradients and parameters between replicas, gradient accumulation, and the optimizer update. Formulas in
 * docs/model/data-parallel.md.
 */
final class DataParallelCost {
    /** The kind of kernel under which a profile holds the rate of the update. */
    private static final String OPTIMIZER = "optimizer";

    private final Cluster cluster;
    private final Numerics numerics;
    private final SoftwareStack stack;
    private final Network network;
    private final MatrixUpdate matrices;
    private final double streamRate;

    DataParallelCost(Transformer model, Cluster cluster, Numerics numerics, SoftwareStack stack, Network network) {
        this.cluster = cluster;
        this.numerics = numerics;
        this.stack = stack;
        this.network = network;
        this.matrices = new MatrixUpdate(model, cluster.accelerator(), numerics, stack);
        this.streamRate = cluster.accelerator().memory().bandwidth().value()
                * cluster.accelerator().efficiency().memory();
    }

    /** Whether parameters or gradients move for every micro-batch. */
    static boolean everyMicroBatch(Layout layout) {
        return layout.memorySaving().sharding().stage() == Sharding.Stage.PARAMETERS
                || layout.memorySaving().offload() == Offload.PARAMETERS;
    }

    /**
     * Fully sharded parameters (Zhao et al. 2023): gathered before forward and backward, gradients scattered after
     * backward, every micro-batch; what exceeds the compute of the same pass, or does not overlap, is exposed. Weights
     * that are not trained are gathered in their own format and have no gradients.
     */
    void shardedTraffic(StageCost stage, Layout layout, RankGrid grid, int microBatches) {
        double overlap = stack.communication().overlap().data().sharded();
        RankTraffic.Sharded traffic = sharded(stage, layout, grid, microBatches);
        double gather = traffic.hostGather() + traffic.gather();
        double scatter = traffic.hostScatter() + traffic.scatter();
        stage.forward.data = exposed(stage.forward.compute, gather, overlap);
        double backward = stage.backward.compute + stage.backward.recompute;
        stage.backward.data = exposed(backward, gather + scatter, overlap);
    }

    /** Seconds of a rank's traffic for one micro-batch, of which some schedules need it once for several. */
    RankTraffic.Sharded sharded(StageCost stage, Layout layout, RankGrid grid, int microBatches) {
        double share = 1.0 / layout.schedule().passesPerGather(microBatches);
        return new RankTraffic.Sharded(
                share * parameterGather(stage, layout, grid),
                share * gradientScatter(stage, layout, grid),
                share * hostGather(stage, layout),
                share * hostScatter(stage, layout));
    }

    /** Seconds of gathering all parameters of a rank from its sharding group, for one pass. */
    private double parameterGather(StageCost stage, Layout layout, RankGrid grid) {
        Sharding sharding = layout.memorySaving().sharding();
        if (sharding.stage() != Sharding.Stage.PARAMETERS) {
            return 0;
        }
        double bytesEach = stack.communication().reduction().parameterBytes();
        return both(Collective.ALL_GATHER, stage, bytesEach, grid, sharding.replicas())
                + over(Collective.ALL_GATHER, stage.denseFrozen, grid.data(), sharding.replicas())
                + over(Collective.ALL_GATHER, stage.expertFrozen, grid.expertData(), sharding.replicas());
    }

    /** Seconds of spreading all gradients of a rank over its sharding group, for one backward pass. */
    private double gradientScatter(StageCost stage, Layout layout, RankGrid grid) {
        Sharding sharding = layout.memorySaving().sharding();
        double bytesEach = stack.communication().reduction().gradientBytes();
        return sharding.stage() == Sharding.Stage.PARAMETERS
                ? both(Collective.REDUCE_SCATTER, stage, bytesEach, grid, sharding.replicas())
                : 0;
    }

    /** Seconds of fetching a rank's shard of the parameters from the host, for one pass. */
    private double hostGather(StageCost stage, Layout layout) {
        return hostTraffic(stage, layout, numerics.precision().storageBytes(), 1);
    }

    /** Seconds of sending a rank's shard of the gradients to the host, for one backward pass. */
    private double hostScatter(StageCost stage, Layout layout) {
        return hostTraffic(stage, layout, stack.communication().reduction().gradientBytes(), 0);
    }

    /** Seconds for a rank's shard over its link to the host, if it lives there: bytes of trained and of other weights. */
    private double hostTraffic(StageCost stage, Layout layout, double bytesEach, double frozenShare) {
        if (layout.memorySaving().offload() != Offload.PARAMETERS) {
            return 0;
        }
        Sharding sharding = layout.memorySaving().sharding();
        int ranks = layout.degrees().data() * layout.degrees().context();
        double dense = stage.denseParameters * bytesEach + frozenShare * stage.denseFrozen;
        double expert = stage.expertParameters * bytesEach + frozenShare * stage.expertFrozen;
        double shard = dense / sharding.ways(Sharding.Stage.PARAMETERS, ranks)
                + expert
                        / sharding.ways(
                                Sharding.Stage.PARAMETERS, layout.degrees().expertData());
        return shard / cluster.node().host().deviceLink().value();
    }

    private static double exposed(double compute, double traffic, double overlap) {
        return Math.max(compute, traffic) + (1 - overlap) * Math.min(compute, traffic) - compute;
    }

    private double both(Collective kind, StageCost stage, double bytesEach, RankGrid grid, int replicas) {
        return over(kind, stage.denseParameters * bytesEach, grid.data(), replicas)
                + over(kind, stage.expertParameters * bytesEach, grid.expertData(), replicas);
    }

    private double over(Collective kind, double bytes, Group group, int replicas) {
        return network.seconds(kind, bytes, Math.max(1, group.size() / replicas), group.stride());
    }

    /**
     * Adding each micro-batch's weight gradients to the gradient buffer.
     *
     * @param parts of a rank, each with its share of the micro-batches
     */
    void accumulation(StageCost stage, int microBatches, int parts) {
        if (microBatches > 1) {
            double parameters = (stage.denseParameters + stage.expertParameters) / parts;
            double seconds = parameters * stack.memory().state().accumulationTraffic() / streamRate;
            stage.backward.compute += seconds;
            stage.backward.weightGradient += seconds;
        }
    }

    /** Exposed seconds of reducing gradients and gathering updated parameters once per step. */
    double stepTraffic(StageCost stage, Layout layout, RankGrid grid) {
        double overlap = stack.communication().overlap().data().step();
        double window = stage.backward.compute + stage.backward.recompute;
        return beside(reducing(stage, layout, grid), window, overlap)
                + beside(gathering(stage, layout, grid), stage.forward.compute, overlap);
    }

    /** Seconds of reducing all gradients of a rank once per step. */
    double reducing(StageCost stage, Layout layout, RankGrid grid) {
        Sharding sharding = layout.memorySaving().sharding();
        GradientReduction reduction = stack.communication().reduction();
        if (sharding.stage() == Sharding.Stage.PARAMETERS) {
            return sharding.replicas() == 1 ? 0 : acrossReplicas(stage, sharding, reduction, grid);
        }
        boolean scatters = sharding.stage() != Sharding.Stage.NONE
                && reduction.collective() == GradientReduction.Collective.REDUCE_SCATTER;
        Collective reduce = scatters ? Collective.REDUCE_SCATTER : Collective.ALL_REDUCE;
        int copies = layout.schedule().weightCopies();
        double bytesEach = reduction.gradientBytes();
        return over(reduce, stage.denseParameters * bytesEach, times(grid.data(), copies), 1)
                + over(reduce, stage.expertParameters * bytesEach, times(grid.expertData(), copies), 1);
    }

    /** Bytes of a rank's gradients and parameters on the wires. */
    RankTraffic.Volume volume(StageCost stage) {
        GradientReduction reduction = stack.communication().reduction();
        double parameters = stage.denseParameters + stage.expertParameters;
        return new RankTraffic.Volume(parameters * reduction.gradientBytes(), parameters * reduction.parameterBytes());
    }

    /** Where every stage stands on two ranks of the pipeline, the replicas of both reduce together. */
    private static Group times(Group replicas, int copies) {
        return new Group(replicas.size() * copies, replicas.stride());
    }

    /** Seconds of gathering the updated parameters of a rank once per step. */
    double gathering(StageCost stage, Layout layout, RankGrid grid) {
        Sharding sharding = layout.memorySaving().sharding();
        boolean gathers = sharding.stage() == Sharding.Stage.OPTIMIZER || sharding.stage() == Sharding.Stage.GRADIENTS;
        double bytesEach = stack.communication().reduction().parameterBytes();
        return gathers ? both(Collective.ALL_GATHER, stage, bytesEach, grid, sharding.replicas()) : 0;
    }

    /** Hybrid sharding: shards of gradients are all-reduced across replicas of the sharding group. */
    private double acrossReplicas(StageCost stage, Sharding sharding, GradientReduction reduction, RankGrid grid) {
        Group data = grid.data();
        int ways = Math.max(1, data.size() / sharding.replicas());
        double bytes = (stage.denseParameters + stage.expertParameters) * reduction.gradientBytes() / ways;
        return network.seconds(Collective.ALL_REDUCE, bytes, sharding.replicas(), data.stride() * ways);
    }

    /** Traffic hides behind one micro-batch's pass at most. */
    private static double beside(double traffic, double window, double overlap) {
        return Math.max(traffic * (1 - overlap), traffic - window);
    }

    /** The optimizer's pass over its shard: gradients read, moments and master weights read and written. */
    double update(StageCost stage, Layout layout) {
        Sharding sharding = layout.memorySaving().sharding();
        int replicas = layout.degrees().data() * layout.degrees().context();
        double owned = stage.denseParameters / sharding.ways(Sharding.Stage.OPTIMIZER, replicas)
                + stage.expertParameters
                        / sharding.ways(
                                Sharding.Stage.OPTIMIZER, layout.degrees().expertData());
        StateBytes state = stack.memory().state();
        double stateBytes = state.master() + numerics.optimizer().momentBytes();
        double touched =
                2 * state.gradient() + 2 * stateBytes + numerics.precision().storageBytes();
        if (layout.memorySaving().offload().optimizerOnHost()) {
            Host host = cluster.node().host();
            boolean there = layout.memorySaving().offload() == Offload.PARAMETERS;
            double link = there
                    ? 0
                    : owned
                            * (state.gradient() + numerics.precision().storageBytes())
                            / host.deviceLink().value();
            double memory = owned
                    * touched
                    * cluster.node().devices()
                    / host.memoryBandwidth().value();
            return Math.max(link, memory);
        }
        return owned * touched / updateRate(owned * touched) + paging(owned) + matrices.seconds(stage.shape, layout);
    }

    private double updateRate(double bytes) {
        Surface measured = cluster.accelerator().curves().streaming().get(OPTIMIZER);
        return measured == null || bytes <= 0 ? streamRate : measured.at(bytes);
    }

    /** Managed moments that do not fit beside the weights come from the host and go back. */
    private double paging(double owned) {
        if (!numerics.optimizer().paged()) {
            return 0;
        }
        double resident = owned
                * (numerics.precision().storageBytes() + numerics.optimizer().momentBytes());
        double usable = cluster.accelerator().memory().usable().value();
        double spilled = Math.min(owned * numerics.optimizer().momentBytes(), Math.max(0, resident - usable));
        return 2 * spilled / cluster.node().host().deviceLink().value();
    }
}
