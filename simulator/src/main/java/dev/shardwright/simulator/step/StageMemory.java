package dev.shardwright.simulator.step;

import static dev.shardwright.simulator.schedule.Placement.BOTH_WAYS;
import static dev.shardwright.simulator.schedule.Placement.ROUND_ROBIN;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.operator.Shard;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.stack.MemoryRules;
import dev.shardwright.simulator.stack.MemoryRules.LogitsRule.Placement;
import dev.shardwright.simulator.stack.MemoryRules.StateBytes.GradientLife;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.unit.Bytes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Peak bytes of each pipeline rank by category; the worst rank's figures are kept. Formulas in docs/model/memory.md. */
final class StageMemory {
    /** Layers whose gathered parameters are held at once: the one computing and the one prefetched. */
    private static final int GATHERED_LAYERS = 2;

    /** At a stage's border: the received activation, the gradient sent back, and the next one being received. */
    private static final int BOUNDARY_TENSORS = 3;

    private static final int CATEGORIES = MemoryCategory.values().length;

    private final Transformer model;
    private final Numerics numerics;
    private final MemoryRules rules;
    private final OptimizerStates optimizer;
    private final double[] bytes = new double[CATEGORIES];

    StageMemory(Transformer model, Cluster cluster, Numerics numerics, SoftwareStack stack) {
        this.model = model;
        this.numerics = numerics;
        this.rules = stack.memory();
        this.optimizer = new OptimizerStates(numerics.optimizer(), rules.state().master());
    }

    /** Of equal ranks the first holds most micro-batches, so it stands for the others. */
    void peak(
            Layout layout,
            Shard shard,
            CostBook.Page page,
            List<StageCost> stages,
            int microBatches,
            StepFigures figures) {
        double worst = -1;
        for (StageCost stage : stages) {
            double sum = peak(layout, shard, page, stage, microBatches);
            if (sum > worst) {
                worst = sum;
                figures.worstStage = stage.shape.first();
                System.arraycopy(bytes, 0, figures.bytes, 0, CATEGORIES);
            }
            if (stage.shape.head()) {
                System.arraycopy(bytes, 0, figures.lastStageBytes, 0, CATEGORIES);
            }
        }
    }

    private double peak(Layout layout, Shard shard, CostBook.Page page, StageCost stage, int microBatches) {
        double sum = fill(layout, shard, page, stage, InFlight.of(layout, stage.shape, microBatches));
        boolean late = rules.state().gradientLife() == GradientLife.FROM_BACKWARD && microBatches == 1;
        return late ? sum - overlapped() : sum;
    }

    /** Peak bytes of a rank by category. */
    Map<MemoryCategory, Bytes> lines(
            Layout layout, Shard shard, CostBook.Page page, StageCost stage, int microBatches) {
        peak(layout, shard, page, stage, microBatches);
        Map<MemoryCategory, Bytes> lines = new EnumMap<>(MemoryCategory.class);
        for (MemoryCategory category : MemoryCategory.values()) {
            lines.put(category, Bytes.of(bytes[category.ordinal()]));
        }
        return lines;
    }

    /**
     * A rank's bytes for a timeline: what is always there, what a backward pass computes again, what the loss and the head
     * keep, and what the optimizer takes while it works.
     */
    record RankBytes(double always, double again, double logits, double head, double update) {
        /** While a micro-batch's loss is computed. */
        double loss() {
            return logits + head;
        }

        /** While a stage computes backwards; by the time its layers are computed again the logits are gone. */
        double backward(boolean withHead) {
            return withHead ? head + Math.max(again, logits) : again;
        }
    }

    RankBytes of(Layout layout, Shard shard, CostBook.Page page, StageCost stage, int microBatches) {
        double sum = peak(layout, shard, page, stage, microBatches);
        double used = bytes[MemoryCategory.ACTIVATIONS.ordinal()] + bytes[MemoryCategory.LOGITS.ordinal()];
        double update = numerics.optimizer().temporaryBytes() * owned(layout, stage, Stage.OPTIMIZER);
        return new RankBytes(
                sum - used - Math.max(0, update - used),
                Math.max(0, again(layout, page, stage)),
                stage.shape.head() ? logits(shard) : 0,
                stage.shape.head() ? page.head().kept().all() : 0,
                update);
    }

    /** Bytes that one micro-batch keeps in a stage from its forward to its backward pass. */
    static double keptBy(Layout layout, List<Unit> units, int layersOfRank) {
        Recompute policy = layout.memorySaving().recompute();
        double full = policy.fullShare(layersOfRank);
        double kept = 0;
        for (Unit unit : units) {
            kept += unit.keeps(policy, full);
        }
        return kept;
    }

    /**
     * Micro-batches held at the peak, in all chunks of a rank but its last and in its last. Where the head stands, the
     * peak is the first loss: its chunk has just been reached.
     */
    private record InFlight(double earlier, double last) {
        static InFlight of(Layout layout, StageShape shape, int microBatches) {
            PipelineSchedule schedule = layout.schedule();
            // Of a rank that holds two stages, a micro-batch passes one.
            double mean = schedule.activationsInFlight(layout.degrees().pipeline(), shape.first(), microBatches)
                    / schedule.weightCopies();
            int chunks = schedule.virtualStages();
            boolean loss = shape.head() && (schedule instanceof Interleaved || schedule.placement() != ROUND_ROBIN);
            if (loss && schedule.placement() == BOTH_WAYS) {
                return new InFlight(2 * mean - 1, 1);
            }
            return loss ? new InFlight((mean * chunks - 1) / (chunks - 1), 1) : new InFlight(mean, mean);
        }
    }

    private double fill(Layout layout, Shard shard, CostBook.Page page, StageCost stage, InFlight inFlight) {
        states(layout, page, stage);
        set(
                MemoryCategory.BUFFERS,
                gathered(layout, page, stage)
                        + stage.unpacked
                        + boundaries(layout, shard)
                        + rules.state().workspace().value());
        double logits = stage.shape.head() ? logits(shard) : 0;
        double activations = kept(layout, page, stage, inFlight) + Math.max(0, again(layout, page, stage) - logits);
        double update = numerics.optimizer().temporaryBytes() * owned(layout, stage, Stage.OPTIMIZER);
        bytes[MemoryCategory.OPTIMIZER.ordinal()] += Math.max(0, update - activations - logits);
        set(MemoryCategory.ACTIVATIONS, activations);
        set(MemoryCategory.LOGITS, logits);
        set(MemoryCategory.CONTEXT, rules.context().value());
        set(MemoryCategory.ALLOCATOR, rules.allocator().fragmentation() * (activations + logits));
        double sum = 0;
        for (double part : bytes) {
            sum += part;
        }
        return sum;
    }

    /** Weights, gradients and optimizer states, split as sharding says (Rajbhandari et al. 2020, figure 1). */
    private void states(Layout layout, CostBook.Page page, StageCost stage) {
        int storage = numerics.precision().storageBytes();
        boolean offloaded = layout.memorySaving().offload().optimizerOnHost();
        double here = layout.memorySaving().offload() == Offload.PARAMETERS ? 0 : 1;
        double weights = storage * owned(layout, stage, Stage.PARAMETERS) + frozen(layout, stage);
        set(MemoryCategory.WEIGHTS, here * weights + stage.unsharded);
        set(MemoryCategory.GRADIENTS, here * rules.state().gradient() * owned(layout, stage, Stage.GRADIENTS));
        set(MemoryCategory.OPTIMIZER, offloaded ? 0 : optimizer.bytes(layout, page, stage));
    }

    /** Gradients grow as the backward pass gives activations back, so that of the two only the larger part counts. */
    private double overlapped() {
        int gradients = MemoryCategory.GRADIENTS.ordinal();
        double given = bytes[MemoryCategory.ACTIVATIONS.ordinal()] + bytes[MemoryCategory.LOGITS.ordinal()];
        double hidden = Math.min(bytes[gradients], given);
        bytes[gradients] -= hidden;
        return hidden;
    }

    /**
     * Under ZeRO-3, or with parameters on the host: the layer that computes and the one prefetched; the model's ends stay
     * gathered through a step.
     */
    private double gathered(Layout layout, CostBook.Page page, StageCost stage) {
        int replicas = layout.degrees().data() * layout.degrees().context();
        boolean away = layout.memorySaving().sharding().ways(Stage.PARAMETERS, replicas) > 1
                || layout.memorySaving().offload() == Offload.PARAMETERS;
        if (!away || stage.shape.layers() == 0) {
            return 0;
        }
        double ends = OptimizerStates.ends(page, stage);
        int storage = numerics.precision().storageBytes();
        double trained = storage * (stage.denseParameters - ends + stage.expertParameters);
        double others = stage.denseFrozen + stage.expertFrozen;
        return heldLayers(layout, stage) * (trained + others) / stage.shape.layers() + storage * ends;
    }

    /** Layers whose parameters are there at once: two, or two stages where all micro-batches pass a stage in a row. */
    private static double heldLayers(Layout layout, StageCost stage) {
        PipelineSchedule schedule = layout.schedule();
        boolean stages = schedule.passesPerGather(2) > 1;
        double ofStage = stage.shape.layers() / (double) schedule.virtualStages();
        return stages ? Math.min(stage.shape.layers(), GATHERED_LAYERS * ofStage) : GATHERED_LAYERS;
    }

    /** Bytes on this rank of weights that are not trained. */
    private static double frozen(Layout layout, StageCost stage) {
        Sharding sharding = layout.memorySaving().sharding();
        int replicas = layout.degrees().data() * layout.degrees().context();
        return stage.denseFrozen / sharding.ways(Stage.PARAMETERS, replicas)
                + stage.expertFrozen
                        / sharding.ways(Stage.PARAMETERS, layout.degrees().expertData());
    }

    /** Activations and gradients in transfer between stages, of which interleaving keeps both directions twice. */
    private double boundaries(Layout layout, Shard shard) {
        if (layout.degrees().pipeline() == 1) {
            return 0;
        }
        int tensors = layout.schedule().virtualStages() > 1 ? 2 * BOUNDARY_TENSORS : BOUNDARY_TENSORS;
        return tensors * numerics.precision().storageBytes() * shard.outerTokens() * model.hidden();
    }

    private static double owned(Layout layout, StageCost stage, Stage state) {
        Sharding sharding = layout.memorySaving().sharding();
        int replicas = layout.degrees().data() * layout.degrees().context();
        return stage.denseParameters / sharding.ways(state, replicas)
                + stage.expertParameters / sharding.ways(state, layout.degrees().expertData());
    }

    private double kept(Layout layout, CostBook.Page page, StageCost stage, InFlight inFlight) {
        Recompute policy = layout.memorySaving().recompute();
        double full = policy.fullShare(stage.shape.layers());
        double kept = 0;
        for (int i = 0; i < page.layers().length; i++) {
            int last = stage.shape.layersOfLastChunk()[i];
            int earlier = stage.shape.layersOfGroup()[i] - last;
            double layer = page.layers()[i].kept().under(policy, full);
            kept += (inFlight.earlier() * earlier + inFlight.last() * last) * layer;
        }
        double first = stage.shape.embedding() ? page.embedding().kept().all() : 0;
        double last = stage.shape.head() ? page.head().kept().all() : 0;
        double prediction = stage.shape.head()
                ? page.prediction().map(cost -> cost.kept().all()).orElse(0.0)
                : 0;
        return kept + inFlight.earlier() * first + inFlight.last() * prediction + last;
    }

    /** What the backward pass of the largest layer computes again; by then the loss has given its logits back. */
    private static double again(Layout layout, CostBook.Page page, StageCost stage) {
        Recompute policy = layout.memorySaving().recompute();
        boolean full = policy.fullLayers(stage.shape.layers()) > 0;
        double largest = 0;
        for (int i = 0; i < page.layers().length; i++) {
            if (stage.shape.layersOfGroup()[i] > 0) {
                largest = Math.max(largest, page.layers()[i].kept().again(policy, full));
            }
        }
        return largest;
    }

    private double logits(Shard shard) {
        int padded = model.vocabulary().padded(shard.tensor());
        int ways = rules.logits().placement() == Placement.GATHERED ? 1 : shard.tensor();
        return rules.logits().bytesPerLogit() * shard.tokens() * padded / ways;
    }

    private void set(MemoryCategory category, double value) {
        bytes[category.ordinal()] = value;
    }
}
