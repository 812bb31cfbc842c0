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
import dev.shardwright.simulator.schedule.Gpipe;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the layout of a job file. What the file leaves out is 1, off or the stack's own default; the data-parallel
 * degree follows from the number of devices.
 */
final class LayoutReader {
    private static final int MOST_DEVICES = 1 << 20;
    private static final int MOST_CHUNKS = 1 << 10;
    private static final int MOST_SEQUENCES = 1 << 20;
    private static final int HIGHEST_STAGE = 3;
    private static final JsonKind<Integer> DEGREE = JsonKind.wholeNumber(1, MOST_DEVICES);
    private static final String SCHEDULE = "schedule";
    private static final String SHARDING = "sharding";
    private static final String STAGE = "stage";
    private static final String REPLICAS = "replicas";
    private static final String MICRO_BATCH = "micro_batch";

    private final JsonFields file;
    private final JsonFields parallel;
    private final StackDefaults usual;

    LayoutReader(JsonFields file, StackDefaults usual) {
        this.file = file;
        this.parallel = file.object("parallel");
        this.usual = usual;
    }

    /** Empty when the degrees do not fit the devices or each other; the reasons are noted. */
    Optional<Layout> layout(Optional<Integer> devices, Optional<Workload> workload) {
        int tensor = degree("tensor", "tp");
        int pipeline = degree("pipeline", "pp");
        int context = degree("context", "cp");
        int expert = degree("expert", "ep");
        int expertTensor =
                parallel.get(DEGREE, "expert_tensor", "etp").orElseGet(() -> usual.expertTensor(tensor, expert));
        Optional<Integer> stated = parallel.get(DEGREE, "data", "dp");
        SequenceParallel sequence = parallel.get(JsonKind.oneOf(JobWords.SEQUENCE_PARALLEL), "sequence_parallel", "sp")
                .orElse(SequenceParallel.OFF);
        ContextMethod method = parallel.get(JsonKind.oneOf(JobWords.CONTEXT_METHODS), "context_method")
                .orElse(ContextMethod.RING);
        PipelineSchedule schedule = schedule();
        MemorySaving saving = saving(pipeline);
        Optional<Integer> micro = file.need(JsonKind.wholeNumber(1, MOST_SEQUENCES), MICRO_BATCH);
        long replica = (long) tensor * pipeline * context;
        Optional<Integer> data = data(stated, devices, replica);
        data.ifPresent(ranks -> replicas(ranks * context, saving.sharding().replicas()));
        if (data.isEmpty() || micro.isEmpty() || !fits(micro.get(), data.get(), workload)) {
            return Optional.empty();
        }
        if (!foldable((long) tensor * context * data.get(), (long) expert * expertTensor)) {
            return Optional.empty();
        }
        ParallelDegrees degrees = new ParallelDegrees(tensor, pipeline, context, expert, expertTensor, data.get());
        return Optional.of(new Layout(degrees, schedule, micro.get(), sequence, method, saving));
    }

    private int degree(String key, String alias) {
        return parallel.get(DEGREE, key, alias).orElse(1);
    }

    private Optional<Integer> data(Optional<Integer> stated, Optional<Integer> devices, long replica) {
        if (devices.isEmpty()) {
            return Optional.empty();
        }
        int gpus = devices.get();
        long product = stated.map(data -> data * replica).orElse(gpus / replica * replica);
        if (product == gpus) {
            return Optional.of((int) (gpus / replica));
        }
        String key = stated.isPresent() ? "tensor x pipeline x context x data" : "tensor x pipeline x context";
        String verb = stated.isPresent() ? "equal" : "divide";
        long shown = stated.isPresent() ? product : replica;
        file.problem(
                "parallel",
                key + " = " + shown + " must " + verb + " the number of GPUs (" + gpus + ").",
                gpus % replica == 0 ? "Maybe set data to " + gpus / replica + "." : "");
        return Optional.empty();
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

    private void replicas(int ranks, int replicas) {
        if (ranks % replicas != 0) {
            file.problem(SHARDING, "replicas must divide context x data parallel (" + ranks + ").", "");
        }
    }

    private boolean foldable(long ranks, long expertRanks) {
        boolean foldable = ranks % expertRanks == 0;
        if (!foldable) {
            parallel.problem(
                    "expert",
                    "x expert_tensor (together " + expertRanks + ") must divide tensor x context x data (" + ranks
                            + ").",
                    "");
        }
        return foldable;
    }

    private PipelineSchedule schedule() {
        int chunks = parallel.get(JsonKind.wholeNumber(1, MOST_CHUNKS), "virtual_pipeline", "vpp")
                .orElse(1);
        Map<String, String> words = new LinkedHashMap<>();
        JobWords.SCHEDULES.forEach(word -> words.put(word, word));
        String name = file.get(JsonKind.oneOf(words), SCHEDULE).orElse(chunks > 1 ? "interleaved" : "1f1b");
        if (name.equals("interleaved")) {
            if (chunks == 1) {
                file.problem(SCHEDULE, "needs parallel.virtual_pipeline of at least 2.", "Maybe use 1f1b.");
                return new OneForwardOneBackward();
            }
            return new Interleaved(chunks);
        }
        if (chunks > 1) {
            file.problem(
                    SCHEDULE,
                    "has no virtual stages, but parallel.virtual_pipeline is " + chunks + ".",
                    "Maybe use interleaved.");
        }
        return name.equals("gpipe") ? new Gpipe() : new OneForwardOneBackward();
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
        int ours = pipeline > 1
                ? Math.min(usual.zero().stage(), usual.zero().mostWithPipeline())
                : usual.zero().stage();
        if (!file.raw(SHARDING).isObject()) {
            return Sharding.zero(file.get(stage, SHARDING).orElse(ours));
        }
        JsonFields fields = file.object(SHARDING);
        int stated = fields.need(stage, STAGE).orElse(ours);
        int replicas = fields.get(DEGREE, REPLICAS).orElse(1);
        return new Sharding(Sharding.zero(stated).stage(), replicas);
    }
}
