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
import dev.shardwright.simulator.trace.Trace;
import dev.shardwright.simulator.trace.TraceFormat;
import dev.shardwright.simulator.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Seconds to write a trace of a million slices and more to a file: GPT-3 1T on 3,072 GPUs, 256 micro-batches. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(1)
public class TraceBenchmark {
    private static final int LEAST_SLICES = 1_000_000;

    @Param({"JSON", "COMPRESSED"})
    private TraceFormat format;

    private Trace trace;
    private Path file;

    @Setup
    public void prepare() throws IOException {
        Catalog catalog = Catalog.shipped();
        Layout layout = new Layout(
                ParallelDegrees.dense(8, 64, 6),
                new OneForwardOneBackward(),
                1,
                SequenceParallel.ON,
                ContextMethod.RING,
                MemorySaving.of(new Recompute.None(), 1));
        TrainingJob job = new TrainingJob(
                catalog.models().model("gpt-3-1t"),
                catalog.hardware().cluster("dgx-a100-80gb", layout.degrees().devices()),
                new Workload(2048, 1536),
                layout,
                Numerics.BF16_ADAM,
                catalog.stacks().stack("megatron-core"));
        trace = Trace.of(job.model().name(), Simulator.timeline(job, Detail.LAYERS));
        file = Files.createTempFile("trace", ".json");
        TraceWriter.write(trace, TraceFormat.JSON, Files.newOutputStream(file));
        try (var lines = Files.lines(file)) {
            long slices = lines.filter(line -> line.startsWith("{\"ph\":\"X\"")).count();
            if (slices < LEAST_SLICES) {
                throw new IllegalStateException("too few slices: " + slices);
            }
        }
    }

    @Benchmark
    public void write() throws IOException {
        TraceWriter.write(trace, format, Files.newOutputStream(file));
    }

    @TearDown
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
