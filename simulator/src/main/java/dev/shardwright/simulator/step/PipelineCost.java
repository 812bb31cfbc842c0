package dev.shardwright.simulator.step;

import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.network.Network;
import dev.shardwright.simulator.network.RankGrid;
import dev.shardwright.simulator.operator.Shard;
import dev.shardwright.simulator.schedule.PassTimes;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.stack.Communication.HandOver;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.step.StepFigures.Part;
import java.util.List;

/** What a pipeline adds to its slowest rank's work, in closed form; docs/model/pipeline.md. */
final class PipelineCost {
    private final double tokenBytes;
    private final SoftwareStack stack;
    private final Network network;

    /** @param tokenBytes of one token in the residual stream */
    PipelineCost(double tokenBytes, SoftwareStack stack, Network network) {
        this.tokenBytes = tokenBytes;
        this.stack = stack;
        this.network = network;
    }

    /** Narayanan et al. 2021, section 2.2, with unequal ranks: all of the slowest one's work, and idle time. */
    void add(Layout layout, List<StageCost> stages, double hop, int microBatches, StepFigures figures) {
        StageCost slowest = slowest(stages);
        slowest.addTo(figures, microBatches);
        int ranks = layout.degrees().pipeline();
        if (ranks > 1) {
            PassTimes others = others(stages, slowest, hop, ranks);
            PipelineSchedule schedule = layout.schedule();
            figures.add(Part.PIPELINE, schedule.handOverWait(ranks, microBatches, others));
            figures.add(Part.BUBBLE, schedule.bubble(ranks, microBatches, others));
        }
    }

    static StageCost slowest(List<StageCost> stages) {
        StageCost slowest = stages.get(0);
        for (int i = 1; i < stages.size(); i++) {
            slowest = stages.get(i).total() > slowest.total() ? stages.get(i) : slowest;
        }
        return slowest;
    }

    /** Times of a micro-batch on a rank, on average over all ranks but the slowest. */
    private static PassTimes others(List<StageCost> stages, StageCost slowest, double hop, int ranks) {
        double forward = 0;
        double input = 0;
        double weights = 0;
        for (int i = 0; i < stages.size(); i++) {
            StageCost stage = stages.get(i);
            int count = stage.shape.count() - (stage == slowest ? 1 : 0);
            forward += count * stage.forward.total();
            input += count * stage.inputGradient();
            weights += count * stage.backward.weightGradient;
        }
        double others = ranks - 1;
        return new PassTimes(forward / others, input / others, weights / others, hop);
    }

    /** Seconds of handing one micro-batch's activations to the next rank that nothing hides. */
    double hop(Shard shard, RankGrid grid) {
        return handOver(shard, grid) * (1 - stack.communication().overlap().pipeline());
    }

    /** Seconds from one rank to the next. */
    double handOver(Shard shard, RankGrid grid) {
        return network.seconds(
                Collective.SEND_RECEIVE, bytes(shard), 2, grid.pipeline().stride());
    }

    /** Bytes that one rank hands to the next per micro-batch and direction. */
    double bytes(Shard shard) {
        int ways = stack.communication().handOver() == HandOver.WHOLE ? shard.sequenceWays() : shard.tensor();
        return tokenBytes * shard.tokens() / ways;
    }
}
