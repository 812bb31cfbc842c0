package dev.shardwright.simulator.trace;

import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.EventLoop;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraphBuilder;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.timeline.Work;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Timelines that no job stands behind. */
public final class HandMadeSteps {
    private HandMadeSteps() {}

    /** Forward passes of some micro-batches through a pipeline, layers inside, and a reduction at the end of each rank. */
    public static Timeline forwards(int ranks, int microBatches) {
        TaskGraphBuilder graph = new TaskGraphBuilder(ranks);
        Work.Amount layer = new Work.Amount(new Flops(4e11), new Bytes(3_000_000));
        int forward = graph.work(new Work(
                "stage forward",
                "operators",
                layer.plus(layer),
                List.of(
                        new Work.Part(Category.FORWARD, new Seconds(0.0017)),
                        new Work.Part(Category.TENSOR, new Seconds(0.0003))),
                List.of(
                        new Work.Inner("layer 0 forward", new Seconds(0.001), layer),
                        new Work.Inner("layer 1 forward", new Seconds(0.001), layer))));
        int send = graph.work(Work.of(
                "send activations",
                "pipeline",
                Category.PIPELINE,
                new Seconds(0.0001),
                new Work.Amount(Flops.ZERO, new Bytes(16_777_216))));
        int reduce = graph.work(
                Work.of("reduce gradients", "data-parallel", Category.DATA, new Seconds(0.0004), Work.Amount.NONE));
        int[] arrived = new int[microBatches];
        for (int rank = 0; rank < ranks; rank++) {
            for (int microBatch = 0; microBatch < microBatches; microBatch++) {
                int pass = graph.add(rank, Stream.COMPUTE, forward, microBatch);
                if (rank > 0) {
                    graph.after(pass, arrived[microBatch]);
                }
                arrived[microBatch] = graph.add(rank, Stream.SEND_FORWARD, send, microBatch);
                graph.after(arrived[microBatch], pass);
            }
            graph.after(graph.add(rank, Stream.DATA, reduce, -1), graph.lastOf(rank, Stream.COMPUTE));
        }
        return EventLoop.play(graph.build());
    }

    /** Tasks of random length on random streams that wait for random earlier ones, with lags and shared links. */
    public static Timeline random(long seed) {
        Random random = new Random(seed);
        int ranks = 1 + random.nextInt(4);
        TaskGraphBuilder graph = new TaskGraphBuilder(ranks);
        int works = 1 + random.nextInt(5);
        for (int i = 0; i < works; i++) {
            graph.work(work(i, random));
        }
        int size = 1 + random.nextInt(60);
        for (int task = 0; task < size; task++) {
            Stream stream = Stream.values()[random.nextInt(Stream.values().length)];
            double seconds = random.nextInt(5) == 0 ? 0 : random.nextDouble() * 1e-6;
            graph.add(random.nextInt(ranks), stream, random.nextInt(works), random.nextInt(9) - 1, seconds);
            if (task > 0 && random.nextBoolean()) {
                graph.after(task, random.nextInt(task), (random.nextDouble() - 0.3) * 1e-7);
            }
            if (random.nextInt(4) == 0) {
                graph.share(task, random.nextInt(2));
            }
        }
        return EventLoop.play(graph.build());
    }

    private static Work work(int number, Random random) {
        Category category = Category.values()[random.nextInt(Category.values().length)];
        Work.Amount amount = new Work.Amount(new Flops(random.nextInt(3) * 1e9), new Bytes(random.nextInt(3) * 1000L));
        Work work = Work.of("work " + number, "step", category, new Seconds(random.nextDouble() * 1e-6), amount);
        int inside = random.nextInt(4);
        return work.withInside(IntStream.range(0, inside)
                .mapToObj(i -> new Work.Inner("part " + i, new Seconds(random.nextDouble() * 1e-6), amount))
                .toList());
    }
}
