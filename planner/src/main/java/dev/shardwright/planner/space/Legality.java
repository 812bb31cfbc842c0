package dev.shardwright.planner.space;

import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.job.PipelineRules;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.HierarchicalContext;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.LayerGroup;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.stack.StageRule;
import dev.shardwright.simulator.stack.StageSplit;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of LayoutRules as predicates over plain numbers, for the inner loop of the enumeration. A test holds both
 * equal on random layouts.
 */
final class Legality {
    private final int devices;
    private final int nodeDevices;
    private final int layers;
    private final int globalBatch;
    private final int sequenceLength;
    private final StageSplit split;
    private final int[] heads;
    private final int[] kvHeads;
    private final int[] experts;
    private final int[] expertWidths;

    Legality(JobFrame frame) {
        devices = frame.cluster().devices();
        nodeDevices = frame.cluster().node().devices();
        layers = frame.model().layers().size();
        globalBatch = frame.workload().globalBatch();
        sequenceLength = frame.workload().sequenceLength();
        split = frame.stack().execution().split();
        List<LayerGroup> groups = frame.model().groups();
        heads = new int[groups.size()];
        kvHeads = new int[groups.size()];
        int[] counts = new int[groups.size()];
        int[] widths = new int[groups.size()];
        int mixtures = 0;
        for (int i = 0; i < heads.length; i++) {
            Layer layer = groups.get(i).layer();
            heads[i] = layer.attention().heads();
            kvHeads[i] = layer.attention().kvHeads();
            if (layer.feedForward() instanceof MixtureOfExperts mixture) {
                counts[mixtures] = mixture.experts();
                widths[mixtures++] = mixture.expert().inner();
            }
        }
        experts = Arrays.copyOf(counts, mixtures);
        expertWidths = Arrays.copyOf(widths, mixtures);
    }

    int devices() {
        return devices;
    }

    int layers() {
        return layers;
    }

    int globalBatch() {
        return globalBatch;
    }

    int sequenceLength() {
        return sequenceLength;
    }

    boolean hasExperts() {
        return experts.length > 0;
    }

    /** Largest expert count, 1 for a dense model. */
    int mostExperts() {
        int most = 1;
        for (int e : experts) {
            most = Math.max(most, e);
        }
        return most;
    }

    boolean tensor(int tensor) {
        for (int i = 0; i < heads.length; i++) {
            if (heads[i] % tensor != 0 || (kvHeads[i] % tensor != 0 && tensor % kvHeads[i] != 0)) {
                return false;
            }
        }
        return true;
    }

    boolean pipeline(int pipeline) {
        return pipeline <= layers;
    }

    boolean context(int tensor, int context, ContextMethod method) {
        if (method == ContextMethod.ULYSSES) {
            for (int h : heads) {
                if (h / tensor % context != 0) {
                    return false;
                }
            }
        }
        if (method == ContextMethod.HIERARCHICAL && context > 1) {
            int inside = HierarchicalContext.inside(context, tensor, nodeDevices, kvHeads);
            return inside > 1 && inside < context;
        }
        return true;
    }

    /** Whether the sequence splits into causal halves per context rank, each over the sequence-parallel ranks. */
    boolean sequence(int context, int sequenceWays) {
        long parts = (context > 1 ? 2L * context : 1L) * sequenceWays;
        return sequenceLength % parts == 0;
    }

    boolean experts(int expert, int expertTensor) {
        if (experts.length == 0) {
            return expert == 1;
        }
        for (int i = 0; i < experts.length; i++) {
            if (experts[i] % expert != 0 || expertWidths[i] % expertTensor != 0) {
                return false;
            }
        }
        return true;
    }

    boolean batch(int data, int microBatch) {
        return globalBatch % ((long) data * microBatch) == 0;
    }

    boolean schedule(int pipeline, PipelineSchedule schedule, int microBatches) {
        boolean several = schedule.virtualStages() > 1;
        return (!several || pipeline > 1)
                && (!several
                        || PipelineRules.divisible(
                                schedule.placement().stages(pipeline, schedule.virtualStages()), layers, split))
                && takes(schedule, pipeline, microBatches);
    }

    /** The planner tries interleaved pipelines by itself, so often that the words of an objection would cost time. */
    private static boolean takes(PipelineSchedule schedule, int pipeline, int microBatches) {
        return schedule instanceof Interleaved interleaved && interleaved.group() == 0
                ? microBatches % pipeline == 0
                : schedule.objection(pipeline, microBatches).isEmpty();
    }

    /** Most stages that a pipeline can have. */
    int mostChunks() {
        int byRule = split.rule() == StageRule.UNIFORM_LAYERS ? layers : layers + PipelineRules.ENDS;
        return Math.max(byRule, split.counts().size());
    }

    boolean sharding(int pipeline, PipelineSchedule schedule, Sharding sharding) {
        return pipeline == 1 || PipelineRules.takes(schedule, sharding.stage());
    }
}
