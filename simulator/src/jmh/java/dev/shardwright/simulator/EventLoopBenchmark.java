package dev.shardwright.simulator;

import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.EventLoop;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.TaskGraphBuilder;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.timeline.Work;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time to play one step of 1F1B on 35 ranks with 240 micro-batches, layer by layer: 3 layers of a rank are MT-NLG 530B's
 * (117,705 tasks), 28 make 958,580 tasks. Set-up prints the number of tasks, and the memory of graph and timeline.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class EventLoopBenchmark {
    private static final int RANKS = 35;
    private static final int MICRO_BATCHES = 240;

    @Param({"3", "28"})
    private int layers;

    /** Whether the hand-overs of a rank, and its gradients, share one link. */
    @Param({"false", "true"})
    private boolean links;

    private TaskGraph graph;

    @Setup
    public void prepare() {
        long before = used();
        graph = new Pipeline().build();
        long built = used();
        Timeline timeline = EventLoop.play(graph);
        long played = used();
        System.out.printf(
                Locale.ROOT,
                "%n%,d tasks; bytes a task: graph %.1f, timeline %.1f; step %s%n",
                graph.size(),
                (built - before) / (double) graph.size(),
                (played - built) / (double) graph.size(),
                timeline.makespan());
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Benchmark
    public Object play() {
        return EventLoop.play(graph);
    }

    /** Rank by rank, as steps are built: a layer is compute and the communication that the next one waits for. */
    private final class Pipeline {
        private final TaskGraphBuilder builder = new TaskGraphBuilder(RANKS);
        private final int forward = work("forward", Category.FORWARD, 1);
        private final int backward = work("backward", Category.BACKWARD, 2);
        private final int tensor = work("all-reduce", Category.TENSOR, 0.3);
        private final int send = work("send", Category.PIPELINE, 0.1);
        private final int reduce = work("reduce", Category.DATA, 0.5);
        private final int[][] begun = new int[2][RANKS * MICRO_BATCHES];
        private final int[][] sent = new int[2][RANKS * MICRO_BATCHES];

        private int work(String name, Category category, double milliseconds) {
            return builder.work(
                    Work.of(name, "timeline", category, new Seconds(milliseconds * 1e-3), Work.Amount.NONE));
        }

        private TaskGraph build() {
            for (int rank = 0; rank < RANKS; rank++) {
                int warmUp = Math.min(MICRO_BATCHES, RANKS - rank);
                for (int i = 0; i < MICRO_BATCHES + warmUp; i++) {
                    if (i < MICRO_BATCHES) {
                        pass(rank, i, 0);
                    }
                    if (i >= warmUp) {
                        pass(rank, i - warmUp, 1);
                    }
                }
            }
            for (int rank = 1; rank < RANKS; rank++) {
                for (int i = 0; i < MICRO_BATCHES; i++) {
                    builder.after(begun[0][at(rank, i)], sent[0][at(rank - 1, i)]);
                    builder.after(begun[1][at(rank - 1, i)], sent[1][at(rank, i)]);
                }
            }
            return builder.build();
        }

        private int at(int rank, int microBatch) {
            return rank * MICRO_BATCHES + microBatch;
        }

        private void pass(int rank, int microBatch, int back) {
            int last = -1;
            for (int layer = 0; layer < layers; layer++) {
                int compute = builder.add(rank, Stream.COMPUTE, back == 0 ? forward : backward, microBatch);
                if (last < 0) {
                    begun[back][at(rank, microBatch)] = compute;
                } else {
                    builder.after(compute, last);
                }
                last = builder.add(rank, Stream.TENSOR, tensor, microBatch);
                builder.after(last, compute);
                if (back == 1 && microBatch == MICRO_BATCHES - 1) {
                    builder.after(shared(builder.add(rank, Stream.DATA, reduce, -1), rank), compute);
                }
            }
            Stream stream = back == 0 ? Stream.SEND_FORWARD : Stream.SEND_BACKWARD;
            int sending = shared(builder.add(rank, stream, send, microBatch), rank);
            builder.after(sending, last);
            sent[back][at(rank, microBatch)] = sending;
        }

        private int shared(int task, int rank) {
            if (links) {
                builder.share(task, rank);
            }
            return task;
        }
    }
}
