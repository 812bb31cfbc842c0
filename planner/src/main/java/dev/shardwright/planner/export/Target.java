package dev.shardwright.planner.export;

import dev.shardwright.planner.export.megatron.MegatronRelease;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A training framework in one version: what a plan is written for. */
public sealed interface Target permits MegatronTarget {
    Set<String> MEGATRON_NAMES = Set.of("megatron", "megatron-lm", "megatron-core");

    /** The name given to {@code --to}. */
    String name();

    /** The version of the framework that the files are for. */
    String version();

    /**
     * The files that start the job, text only. Throws {@link InvalidInputException} with every rule that this target
     * cannot keep; nothing is approximated.
     */
    List<ExportedFile> export(TrainingJob job, ExportContext context);

    /** Reads "megatron" and a version such as "0.18" or "core_v0.18.2"; an empty version means the newest. */
    static Target named(String name, String version) {
        if (MEGATRON_NAMES.contains(name.toLowerCase(Locale.ROOT))) {
            return new MegatronTarget(version.isEmpty() ? MegatronRelease.NEWEST : MegatronRelease.parse(version));
        }
        throw new InvalidInputException("--to " + name, "is not a known target.", "Maybe use megatron.");
    }
}
