package dev.shardwright.planner;

import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.planner.solver.Oracle;
import dev.shardwright.planner.solver.Search;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.planner.solver.SearchResult;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Workload;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

/** Exact searches per second, and with them layouts settled and layouts evaluated per second, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SearchBenchmark {
    private static final SearchLimits ONE_THREAD =
            new SearchLimits(SearchLimits.Method.EXHAUSTIVE, 0, SearchLimits.DEFAULT.time(), 1);

    /** Main job of the README, a dense trillion, a mixture of experts. */
    @Param({"llama-3-70b", "gpt-3-1t", "deepseek-v3"})
    private String model;

    private JobFrame frame;

    /** Counted beside the searches themselves. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Layouts {
        public long settled;
        public long evaluated;
    }

    @Setup
    public void prepare() {
        frame = switch (model) {
            case "gpt-3-1t" -> frame("dgx-a100-80gb", 4096, new Workload(2048, 4096));
            case "deepseek-v3" -> frame("dgx-h100", 2048, new Workload(4096, 15_360));
            default -> frame("dgx-h100", 64, new Workload(8192, 512));
        };
    }

    private JobFrame frame(String cluster, int devices, Workload workload) {
        Catalog catalog = Catalog.shipped();
        return new JobFrame(
                catalog.models().model(model),
                catalog.hardware().cluster(cluster, devices),
                workload,
                Numerics.BF16_ADAM,
                catalog.stacks().stack("megatron-core"));
    }

    @Benchmark
    public SearchResult search(Layouts layouts) {
        LayoutSpace space = new LayoutSpace(frame, Freedom.FULL);
        SearchResult result =
                new Search(Oracle.Source::simulator).run(space, Goal.FASTEST, ONE_THREAD, SearchMonitor.SILENT);
        layouts.settled += result.candidates();
        layouts.evaluated += result.archive().evaluated();
        return result;
    }

    /** The whole way from a request to a plan with reports and remarks. */
    @Benchmark
    public Plan plan() {
        return Planner.plan(PlanningRequest.of(frame).with(ONE_THREAD), SearchMonitor.SILENT);
    }
}
