package dev.shardwright.planner.export;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** A training framework in one version: what a plan is written for. */
public sealed interface Target
        permits MegatronTarget,
                DeepSpeedTarget,
                AccelerateTarget,
                NanotronTarget,
                NeoxTarget,
                GalvatronTarget,
                FoundryTarget {
    /** What the files of an export are called. */
    enum Naming {
        /** As the framework wants them: an export is a folder. */
        FIXED,
        /** After the file that the user names. */
        CHOSEN
    }

    /** The name given to {@code --to}. */
    String name();

    /** The version of the framework that the files are for. */
    String version();

    default Naming naming() {
        return Naming.FIXED;
    }

    /**
     * Every rule that this target cannot keep, in the order of its importance; empty when the job can be said exactly.
     * Renders and simulates nothing, so that a search can ask it of every candidate.
     */
    List<Problem> refusals(TrainingJob job);

    /** The files that start a job without refusals, text only; the first one is the most telling. */
    List<ExportedFile> files(TrainingJob job, ExportContext context);

    /** The files that start the job. Throws {@link InvalidInputException} with all refusals; nothing is approximated. */
    default List<ExportedFile> export(TrainingJob job, ExportContext context) {
        List<Problem> refusals = refusals(job);
        if (!refusals.isEmpty()) {
            throw new InvalidInputException(refusals);
        }
        return files(job, context);
    }

    /** Reads "megatron" and a version such as "0.18"; an empty version means the newest. */
    static Target named(String name, String version) {
        return Framework.named(name).at(version);
    }
}
