package dev.shardwright.simulator;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.LayoutRules;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.stack.SoftwareStack;
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

/** Complete layouts that one thread evaluates per second on the fast path, each a different one of the same job. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LayoutEvaluationBenchmark {
    @Param({"llama-3-70b", "gpt-3-1t", "mixtral-8x7b"})
    private String model;

    private LayoutEvaluator evaluator;
    private List<Layout> layouts;
    private int next;

    @Setup
    public void prepare() {
        Catalog catalog = Catalog.shipped();
        int devices = model.equals("gpt-3-1t") ? 4096 : 64;
        Transformer transformer = catalog.models().model(model);
        Cluster cluster = catalog.hardware().cluster("dgx-a100-80gb", devices);
        SoftwareStack stack = catalog.stacks().stack("megatron-core");
        Workload workload = new Workload(2048, 4096);
        evaluator = new LayoutEvaluator(transformer, cluster, workload, Numerics.BF16_ADAM, stack);
        layouts = new ArrayList<>();
        for (Layout layout : candidates(devices)) {
            if (LayoutRules.check(transformer, cluster, workload, layout, stack).isEmpty()) {
                layouts.add(layout);
            }
        }
    }

    private static List<Layout> candidates(int devices) {
        List<Layout> all = new ArrayList<>();
        for (int tensor = 1; tensor <= 16; tensor *= 2) {
            for (int pipeline = 1; pipeline * tensor <= devices; pipeline *= 2) {
                for (int microBatch = 1; microBatch <= 16; microBatch *= 2) {
                    for (PipelineSchedule schedule : List.of(new OneForwardOneBackward(), new Interleaved(2))) {
                        for (String recompute : List.of("none", "selective", "layers:2", "full")) {
                            all.add(new Layout(
                                    ParallelDegrees.dense(tensor, pipeline, devices / (tensor * pipeline)),
                                    schedule,
                                    microBatch,
                                    tensor > 1 ? SequenceParallel.ON : SequenceParallel.OFF,
                                    ContextMethod.RING,
                                    MemorySaving.of(Recompute.parse(recompute), 1)));
                        }
                    }
                }
            }
        }
        return all;
    }

    @Benchmark
    public Object evaluate() {
        next = next + 1 == layouts.size() ? 0 : next + 1;
        return evaluator.evaluate(layouts.get(next));
    }
}
