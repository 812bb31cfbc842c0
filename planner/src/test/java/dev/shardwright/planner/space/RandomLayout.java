package dev.shardwright.planner.space;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.Schedules;
import java.util.List;
import java.util.Random;

/** Layouts for a frame, legal or not. */
final class RandomLayout {
    private RandomLayout() {}

    /** Most draws multiply up to the frame's devices and divide its batch; the rest is drawn freely. */
    static Layout of(JobFrame frame, Random random) {
        int devices = frame.cluster().devices();
        int tensor = divisor(devices, random);
        int pipeline = divisor(devices / tensor, random);
        int context = random.nextBoolean() ? 1 : divisor(devices / tensor / pipeline, random);
        int data = sometimes(random) ? Frames.pick(random, 1, 2, 3, 4) : devices / tensor / pipeline / context;
        int ranks = tensor * context * data;
        int expert = frame.model().hasExperts() || sometimes(random) ? divisor(ranks, random) : 1;
        int expertTensor = ranks / expert % tensor == 0 ? tensor : divisor(ranks / expert, random);
        int perReplica = Math.max(1, frame.workload().globalBatch() / data);
        return new Layout(
                new ParallelDegrees(tensor, pipeline, context, expert, expertTensor, data),
                schedule(random),
                sometimes(random) ? Frames.pick(random, 1, 2, 3, 5) : divisor(perReplica, random),
                tensor > 1 || sometimes(random) ? SequenceParallel.values()[random.nextInt(2)] : SequenceParallel.OFF,
                ContextMethod.values()[random.nextInt(4)],
                MemorySaving.of(new Recompute.None(), random.nextInt(4)));
    }

    private static boolean sometimes(Random random) {
        return random.nextInt(5) == 0;
    }

    private static PipelineSchedule schedule(Random random) {
        List<PipelineSchedule> all = Schedules.all(2 + random.nextInt(3));
        return random.nextBoolean() ? new OneForwardOneBackward() : all.get(random.nextInt(all.size()));
    }

    private static int divisor(int number, Random random) {
        int[] all = Divisors.of(number);
        return all[random.nextInt(all.length)];
    }
}
