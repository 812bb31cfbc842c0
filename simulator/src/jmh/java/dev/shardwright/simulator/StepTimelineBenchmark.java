package dev.shardwright.simulator;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.step.Detail;
import java.util.ArrayList;
import java.util.List;
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
 * Time from a job to its played step, costs included: MT-NLG 530B on 2,240 A100 (tensor 8, pipeline 35, data 8; batch
 * 1,920), and a grid of 294 layouts of that model on two threads: 3 tensor x 7 pipeline x 7 data degrees, 2 micro-batches.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class StepTimelineBenchmark {
    private static final int[] TENSOR = {4, 8, 16};
    private static final int[] PIPELINE = {3, 5, 7, 15, 21, 35, 105};
    private static final int[] DATA = {4, 6, 8, 10, 12, 16, 20};
    private static final Workload WORKLOAD = new Workload(2048, 1920);

    @Param({"PASSES", "LAYERS"})
    private Detail detail;

    private TrainingJob published;
    private final List<TrainingJob> grid = new ArrayList<>();

    @Setup
    public void prepare() {
        Catalog catalog = Catalog.shipped();
        published = job(catalog, new ParallelDegrees(8, 35, 1, 1, 8, 8), 1);
        for (int tensor : TENSOR) {
            for (int pipeline : PIPELINE) {
                for (int data : DATA) {
                    ParallelDegrees degrees = ParallelDegrees.dense(tensor, pipeline, data);
                    grid.add(job(catalog, degrees, 1));
                    grid.add(job(catalog, degrees, 2));
                }
            }
        }
    }

    private static TrainingJob job(Catalog catalog, ParallelDegrees degrees, int microBatch) {
        Layout layout = new Layout(
                degrees,
                new OneForwardOneBackward(),
                microBatch,
                SequenceParallel.OFF,
                ContextMethod.RING,
                MemorySaving.of(new Recompute.Full(), 0));
        return new TrainingJob(
                catalog.models().model("mt-nlg-530b"),
                catalog.hardware().cluster("selene", degrees.devices()),
                WORKLOAD,
                layout,
                Numerics.BF16_ADAM,
                catalog.stacks().stack("megatron-deepspeed"));
    }

    @Benchmark
    public double published() {
        return Simulator.timeline(published, detail).step().value();
    }

    @Benchmark
    public double grid() {
        return grid.parallelStream()
                .mapToDouble(job -> Simulator.timeline(job, detail).step().value())
                .sum();
    }
}
