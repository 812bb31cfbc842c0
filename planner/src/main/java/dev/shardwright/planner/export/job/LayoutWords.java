package dev.shardwright.planner.export.job;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A layout in words, for the head of a script. */
public final class LayoutWords {
    private LayoutWords() {}

    public static String degrees(TrainingJob job) {
        ParallelDegrees d = job.layout().degrees();
        List<String> parts = new ArrayList<>();
        boolean sequence = job.layout().sequenceParallel() == SequenceParallel.ON;
        parts.add("tensor " + d.tensor() + (sequence ? " with sequence parallelism" : ""));
        parts.add("pipeline " + d.pipeline() + schedule(job.layout()));
        parts.add("context " + d.context()
                + (d.context() > 1 ? " (" + lower(job.layout().contextMethod()) + ")" : ""));
        parts.add("data " + d.data());
        if (job.model().hasExperts()) {
            parts.add("expert " + d.expert() + ", expert tensor " + d.expertTensor());
        }
        return String.join(", ", parts);
    }

    private static String schedule(Layout layout) {
        int chunks = layout.schedule().virtualStages();
        if (layout.degrees().pipeline() == 1) {
            return "";
        }
        return " (" + layout.schedule().name() + (chunks > 1 ? ", " + chunks + " virtual stages a rank" : "") + ")";
    }

    public static String batch(TrainingJob job) {
        return job.workload().globalBatch() + " sequences of " + job.workload().sequenceLength()
                + " tokens: micro-batch " + job.layout().microBatch() + ", " + job.microBatches()
                + " micro-batches a step on each replica";
    }

    public static String memory(TrainingJob job) {
        Sharding sharding = job.layout().memorySaving().sharding();
        String hybrid = sharding.replicas() > 1 ? " in " + sharding.replicas() + " replicas" : "";
        String offload = job.layout().memorySaving().offload() == Offload.OPTIMIZER ? ", optimizer on the host" : "";
        return "ZeRO stage " + sharding.stage().ordinal() + hybrid + ", recompute "
                + job.layout().memorySaving().recompute().name() + offload + ", "
                + lower(job.numerics().precision()) + ", "
                + job.numerics().optimizer().name();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
