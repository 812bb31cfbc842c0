package dev.shardwright.planner.export;

import dev.shardwright.planner.request.Dialect;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** A training framework in one version: what a plan is written for. */
public sealed interface Target extends Dialect
        permits MegatronTarget,
                TorchtitanTarget,
                MegatronBridgeTarget,
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

    /** For example megatron@0.19, as {@code --for} and {@code --to} take it. */
    @Override
    default String label() {
        return name() + "@" + version();
    }

    @Override
    default Freedom words() {
        return Freedom.FULL;
    }

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

    /**
     * Reads "megatron", or "megatron@0.18" for one version of it. Throws InvalidInputException with what is known, in
     * the name of the option.
     */
    static Target parse(String option, String text) {
        int at = text.indexOf('@');
        try {
            return at < 0 ? named(text, "") : named(text.substring(0, at), text.substring(at + 1));
        } catch (InvalidInputException e) {
            Problem problem = e.problems().get(0);
            throw new InvalidInputException(option + " " + text, problem.rule(), problem.suggestion());
        }
    }

    /** Reads "megatron" and a version such as "0.18"; an empty version means the newest. */
    static Target named(String name, String version) {
        return Framework.named(name).at(version);
    }
}
