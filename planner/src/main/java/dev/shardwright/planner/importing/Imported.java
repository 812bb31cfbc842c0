package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.fact.Assumption;
import dev.shardwright.planner.importing.fact.FlagSpan;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.importing.fact.ModelDifference;
import dev.shardwright.planner.importing.fact.Stated;
import dev.shardwright.planner.importing.fact.UnknownKey;
import dev.shardwright.planner.importing.source.Place;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.job.TrainingJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job as files state it. {@code ownModel} is there when the files describe the model and no other was named.
 */
public record Imported(
        ProposedJob proposal, FrameworkGuess framework, Optional<ModelConfig> ownModel, Reading reading) {
    /** The job; throws InvalidInputException where its layout breaks rules. */
    public TrainingJob job() {
        return proposal.job();
    }

    /** What was read, assumed and left over, and the flags of the command that starts the program. */
    public record Reading(
            Map<JobField, Stated> stated,
            List<Assumption> assumptions,
            List<UnknownKey> unknown,
            List<ModelDifference> differences,
            List<FlagSpan> flags) {
        public Reading {
            stated = Map.copyOf(stated);
            assumptions = List.copyOf(assumptions);
            unknown = List.copyOf(unknown);
            differences = List.copyOf(differences);
            flags = List.copyOf(flags);
        }
    }

    /** What the files state of the job, and where. */
    public Map<JobField, Stated> stated() {
        return reading.stated();
    }

    /** Where a field's value stands; empty where it was assumed. A value may be put there if it is rewritable. */
    public Optional<Place> place(JobField field) {
        return Optional.ofNullable(reading.stated().get(field)).map(Stated::place);
    }

    /** What no file says, and what was used instead. */
    public List<Assumption> assumptions() {
        return reading.assumptions();
    }

    /** Flags and keys that have no part in the job. */
    public List<UnknownKey> unknown() {
        return reading.unknown();
    }

    /** Sizes that the files state otherwise than the model that was named. */
    public List<ModelDifference> differences() {
        return reading.differences();
    }
}
