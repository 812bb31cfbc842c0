package dev.shardwright.simulator.jobfile;

import dev.shardwright.simulator.catalog.JsonFields;
import dev.shardwright.simulator.catalog.JsonKind;
import dev.shardwright.simulator.catalog.StackDefaults;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the layout of a job file. What the file leaves out is off or the stack's own default. */
final class LayoutReader {
    private static final int MOST_SEQUENCES = 1 << 20;
    private static final int HIGHEST_STAGE = 3;
    private static final String SHARDING = "sharding";
    private static final String MICRO_BATCH = "micro_batch";

    private final JsonFields file;
    private final JsonFields parallel;
    private final Path path;
    private final StackDefaults usual;
    private final StageSplitReader stageSplit;

    /** @param path of the file, which may name others */
    LayoutReader(JsonFields file, Path path, StackDefaults usual) {
        this.file = file;
        this.path = path;
        this.parallel = file.object("parallel");
        this.usual = usual;
        this.stageSplit = new StageSplitReader(parallel);
    }

    StageSplitReader stageSplit() {
        return stageSplit;
    }

    /** Empty when the degrees or the micro-batch do not fit; the reasons are noted. */
    Optional<Layout> layout(Optional<Integer> devices, Optional<Workload> workload) {
        DegreesReader reader = new DegreesReader(file, parallel, usual);
        SequenceParallel sequence = parallel.get(JsonKind.oneOf(JobWords.SEQUENCE_PARALLEL), "sequence_parallel", "sp")
                .orElse(SequenceParallel.OFF);
        ContextMethod method = parallel.get(JsonKind.oneOf(JobWords.CONTEXT_METHODS), "context_method")
                .orElse(ContextMethod.RING);
        PipelineSchedule schedule = new ScheduleReader(file, parallel, path).schedule();
        MemorySaving saving = saving(reader.pipeline());
        Optional<Integer> micro = file.need(JsonKind.wholeNumber(1, MOST_SEQUENCES), MICRO_BATCH);
        return devices.flatMap(reader::degrees)
                .filter(degrees -> replicas(degrees, saving.sharding()))
                .flatMap(degrees -> micro.filter(size -> fits(size, degrees.data(), workload))
                        .map(size -> new Layout(degrees, schedule, size, sequence, method, saving)));
    }

    private boolean fits(int micro, int data, Optional<Workload> workload) {
        long stride = (long) micro * data;
        boolean fits = workload.isEmpty() || stride <= workload.get().globalBatch();
        if (!fits) {
            file.problem(
                    MICRO_BATCH,
                    "x data parallel (" + data + ") = " + stride + " must not exceed the global batch ("
                            + workload.get().globalBatch() + ").",
                    "");
        }
        return fits;
    }

    private boolean replicas(ParallelDegrees degrees, Sharding sharding) {
        int ranks = degrees.data() * degrees.context();
        boolean even = ranks % sharding.replicas() == 0;
        if (!even) {
            file.problem(SHARDING, "replicas must divide context x data parallel (" + ranks + ").", "");
        }
        return even;
    }

    private MemorySaving saving(int pipeline) {
        Recompute recompute = file.get(JsonKind.parsed(JobWords::recompute), "recompute")
                .orElseGet(() -> JobWords.recompute(usual.recompute()));
        Offload offload = file.get(JsonKind.oneOf(JobWords.OFFLOADS), "offload").orElse(Offload.NONE);
        return new MemorySaving(recompute, sharding(pipeline), offload);
    }

    /** A ZeRO stage, or a stage and the full replicas beside it (hybrid sharding). */
    private Sharding sharding(int pipeline) {
        JsonKind<Integer> stage = JsonKind.wholeNumber(0, HIGHEST_STAGE);
        if (!file.raw(SHARDING).isObject()) {
            return Sharding.zero(file.get(stage, SHARDING).orElseGet(() -> usualStage(pipeline)));
        }
        JsonFields fields = file.object(SHARDING);
        int stated = fields.need(stage, "stage").orElse(0);
        int replicas = fields.get(DegreesReader.DEGREE, "replicas").orElse(1);
        return new Sharding(Sharding.zero(stated).stage(), replicas);
    }

    private int usualStage(int pipeline) {
        StackDefaults.Zero zero = usual.zero();
        return pipeline > 1 ? Math.min(zero.stage(), zero.mostWithPipeline()) : zero.stage();
    }
}
