package dev.shardwright.planner.request;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** Who is to run the job: which legal layouts a training framework has words for, in one version. */
public interface Dialect {
    /** Every legal layout. */
    Dialect ANY = new Dialect() {
        @Override
        public String label() {
            return "";
        }

        @Override
        public Freedom words() {
            return Freedom.FULL;
        }

        @Override
        public List<Problem> refusals(TrainingJob job) {
            return List.of();
        }
    };

    /** Name and version, for messages: "megatron core_v0.19". Empty when nobody is meant. */
    String label();

    /**
     * Where to look: the choices of which a framework knows only some, whatever the job is. It holds where the user left
     * a choice open, so that the search tries what there is instead of what would be better elsewhere.
     */
    Freedom words();

    /**
     * Every rule of the framework that a legal job breaks, in the order of its importance; empty when the job can be
     * said exactly. Renders and simulates nothing, so that a search can ask it of many candidates. What is refused
     * without recomputation is refused with it: a search asks for that first.
     */
    List<Problem> refusals(TrainingJob job);
}
