package dev.shardwright.simulator.jobfile;

import dev.shardwright.simulator.catalog.JsonFields;
import dev.shardwright.simulator.catalog.JsonKind;
import dev.shardwright.simulator.catalog.StackDefaults;
import dev.shardwright.simulator.job.Adaptation;
import dev.shardwright.simulator.job.BaseFormat;
import dev.shardwright.simulator.job.FullTraining;
import dev.shardwright.simulator.job.LowRank;
import dev.shardwright.simulator.job.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a job file says of adapters; what it leaves out is the stack's default. */
final class AdaptationReader {
    private static final int HIGHEST_RANK = 1 << 16;
    private static final String KEY = "adapters";

    private final JsonFields file;
    private final StackDefaults.FineTuning usual;

    AdaptationReader(JsonFields file, StackDefaults usual) {
        this.file = file;
        this.usual = usual.fineTuning();
    }

    Adaptation adaptation() {
        if (!file.has(KEY)) {
            return new FullTraining();
        }
        JsonFields fields = file.object(KEY);
        int rank = fields.get(JsonKind.wholeNumber(0, HIGHEST_RANK), "rank").orElse(usual.rank());
        Set<Target> targets = targets(fields).orElse(usual.targets());
        double dropout = fields.get(JsonKind.number(0), "dropout").orElse(usual.dropout());
        LowRank.Ends ends =
                fields.get(JsonKind.oneOf(JobWords.ENDS), "embedding_and_head").orElse(LowRank.Ends.FROZEN);
        BaseFormat base =
                fields.get(JsonKind.oneOf(JobWords.BASE_FORMATS), "base").orElse(BaseFormat.SIXTEEN_BIT);
        if (dropout >= 1) {
            fields.problem("dropout", "must be below 1.", "");
            dropout = 0;
        }
        return new LowRank(rank, targets, dropout, ends, base);
    }

    /** A list of maps, or "all-linear". */
    private Optional<Set<Target>> targets(JsonFields fields) {
        if (fields.raw("targets").isTextual()) {
            return fields.get(JsonKind.parsed(JobWords::targets), "targets");
        }
        return fields.get(JsonKind.texts(), "targets").flatMap(names -> each(fields, names));
    }

    private static Optional<Set<Target>> each(JsonFields fields, List<String> names) {
        try {
            Set<Target> targets = new LinkedHashSet<>();
            names.forEach(name -> targets.add(Target.parse(name)));
            if (targets.isEmpty()) {
                fields.problem("targets", "must name at least one linear map.", "Maybe use \"all-linear\".");
                return Optional.empty();
            }
            return Optional.of(targets);
        } catch (IllegalArgumentException e) {
            fields.problem("targets", "cannot be read: " + e.getMessage() + ".", "");
            return Optional.empty();
        }
    }
}
