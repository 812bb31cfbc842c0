package dev.shardwright.simulator.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.stack.Communication;
import dev.shardwright.simulator.stack.Communication.HandOver;
import dev.shardwright.simulator.stack.Execution;
import dev.shardwright.simulator.stack.Execution.RecomputeScope;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.step.StepFigures.Part;
import dev.shardwright.simulator.unit.Seconds;
import org.junit.jupiter.api.Test;

/** Documented behaviour of a stack changes the part of the step that it should, and no other. */
final class StackBehaviourTest {
    private static final SoftwareStack STACK = TestJobs.CATALOG.stacks().stack("aleph-alpha-scaling");

    @Test
    void wholeHandOversTakeLongerUnlessTheSequenceIsSplit() {
        assertThat(part(Part.PIPELINE, with(HandOver.WHOLE), SequenceParallel.OFF))
                .isGreaterThan(1.5 * part(Part.PIPELINE, with(HandOver.SPLIT), SequenceParallel.OFF));
        assertThat(part(Part.PIPELINE, with(HandOver.WHOLE), SequenceParallel.ON))
                .isEqualTo(part(Part.PIPELINE, with(HandOver.SPLIT), SequenceParallel.ON));
    }

    @Test
    void aCheckpointThatStopsEarlyRepeatsLess() {
        double all = part(Part.RECOMPUTE, with(RecomputeScope.DECODER_LAYERS, Seconds.ZERO), SequenceParallel.OFF);
        double less = part(Part.RECOMPUTE, with(RecomputeScope.UP_TO_LAST_SAVED, Seconds.ZERO), SequenceParallel.OFF);
        assertThat(less).isBetween(0.6 * all, 0.9 * all);
    }

    /** Six collectives of each layer and micro-batch: two forward, two again, two backward; t = 4 doubles twice. */
    @Test
    void waitingIsPaidAtEveryCollective() {
        Seconds wait = new Seconds(1e-3);
        double without = part(Part.TENSOR, with(RecomputeScope.DECODER_LAYERS, Seconds.ZERO), SequenceParallel.OFF);
        double waiting = part(Part.TENSOR, with(RecomputeScope.DECODER_LAYERS, wait), SequenceParallel.OFF);
        int microBatches = 32;
        int layers = 20;
        assertThat(waiting - without).isBetween(microBatches * layers * 6 * 2e-3, microBatches * layers * 6 * 2.2e-3);
    }

    private static double part(Part part, SoftwareStack stack, SequenceParallel sequence) {
        Layout layout = new Layout(
                ParallelDegrees.dense(4, 2, 1),
                new OneForwardOneBackward(),
                1,
                sequence,
                ContextMethod.RING,
                MemorySaving.of(new Recompute.Full(), 1));
        Transformer model = TestJobs.CATALOG.models().model("llama-13b");
        Cluster cluster = TestJobs.CATALOG.hardware().cluster("a100-two-hdr", 8);
        Report report = Simulator.simulate(
                new TrainingJob(model, cluster, new Workload(2048, 32), layout, Numerics.BF16_ADAM, stack));
        return report.time().part(part).value();
    }

    private static SoftwareStack with(HandOver handOver) {
        Communication c = STACK.communication();
        return new SoftwareStack(
                STACK.name(),
                STACK.release(),
                STACK.kernels(),
                new Communication(c.overlap(), c.reduction(), c.gatherFormat(), handOver, c.efficiency()),
                STACK.execution(),
                STACK.memory(),
                STACK.experience());
    }

    private static SoftwareStack with(RecomputeScope scope, Seconds wait) {
        Execution e = STACK.execution();
        Execution.Dispatch d = e.dispatch();
        Execution.Dispatch dispatch =
                new Execution.Dispatch(d.hostPerKernel(), d.deviceGap(), wait, d.pipelinedTensorRank(), d.routing());
        return STACK.withExecution(new Execution(e.split(), e.order(), scope, dispatch, e.overhead()));
    }
}
