package dev.shardwright.planner.solver;

import dev.shardwright.planner.space.Block;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.Recompute;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds the best layout of a block while evaluating few of them. It leans on two properties of the simulator, which
 * tests hold on random jobs: recomputing more never shortens a step, and recomputing every layer needs the least memory.
 */
final class BlockSearch {
    /** What a block turned out to be. */
    enum Outcome {
        /** Some layout was accepted, or better ones are known. */
        SETTLED,
        /** Not even the most saving layout is accepted. */
        NOTHING_FITS
    }

    private final Trial trial;

    BlockSearch(Trial trial) {
        this.trial = trial;
    }

    Outcome run(Block block) {
        if (!trial.asks()) {
            return search(block);
        }
        Candidate bound = trial.evaluate(withoutRecompute(block));
        if (block.ordered() && trial.archive().rulesOut(bound)) {
            return Outcome.SETTLED;
        }
        if (!trial.says(bound.layout())) {
            trial.archive().unsaid(bound);
            return Outcome.SETTLED;
        }
        if (bare(block) && block.ordered() && trial.accepts(bound)) {
            trial.file(bound);
            return Outcome.SETTLED;
        }
        if (tooLarge(block)) {
            return Outcome.NOTHING_FITS;
        }
        Block said = trial.said(block);
        Outcome outcome = said.ladder().isEmpty() ? Outcome.SETTLED : search(said);
        return said.equals(block) ? outcome : Outcome.SETTLED;
    }

    /** Whether recomputing every layer can be said and does not help; files that layout. */
    private boolean tooLarge(Block block) {
        int last = block.ladder().size() - 1;
        if (!(block.ladder().get(last) instanceof Recompute.Full)) {
            return false;
        }
        Candidate leanest = trial.evaluate(block.layout(last));
        boolean large = !trial.accepts(leanest) && trial.says(leanest.layout());
        if (large) {
            trial.file(leanest);
        }
        return large;
    }

    private static boolean bare(Block block) {
        return block.ladder().get(0) instanceof Recompute.None;
    }

    private Outcome search(Block block) {
        if (!block.ordered()) {
            return trial.accepts(every(block)) ? Outcome.SETTLED : Outcome.NOTHING_FITS;
        }
        Candidate bound = trial.evaluate(withoutRecompute(block));
        boolean bare = bare(block);
        if (bare && trial.file(bound)) {
            return Outcome.SETTLED;
        }
        int first = bare ? 1 : 0;
        if (trial.archive().rulesOut(bound)) {
            return Outcome.SETTLED;
        }
        int last = block.ladder().size() - 1;
        if (last >= first && block.ladder().get(last) instanceof Recompute.Full) {
            Candidate full = trial.evaluate(block.layout(last));
            if (!trial.file(full)) {
                return Outcome.NOTHING_FITS;
            }
            last--;
        } else if (last < first) {
            return Outcome.NOTHING_FITS;
        } else {
            return climb(block, first, last) ? Outcome.SETTLED : Outcome.NOTHING_FITS;
        }
        climb(block, first, last);
        return Outcome.SETTLED;
    }

    /** The best of all layouts, where no bound holds. */
    private Candidate every(Block block) {
        Candidate best = filed(block, 0);
        for (int rung = 1; rung < block.ladder().size(); rung++) {
            best = better(best, filed(block, rung));
        }
        return best;
    }

    /** Tries every recomputation of parts and the first number of layers that is accepted; more layers only cost time. */
    private boolean climb(Block block, int first, int last) {
        boolean any = false;
        for (int rung = first; rung <= last; rung++) {
            boolean accepted = trial.file(trial.evaluate(block.layout(rung)));
            any |= accepted;
            if (accepted && block.ladder().get(rung).parts().isEmpty()) {
                return true;
            }
        }
        return any;
    }

    /**
     * The best accepted layout of a block or, when none is, the one with the smallest peak; nothing when none can be
     * said. No bound cuts it short.
     */
    Optional<Candidate> best(Block block) {
        if (!trial.says(withoutRecompute(block))) {
            trial.archive().unsaid(trial.evaluate(withoutRecompute(block)));
            return Optional.empty();
        }
        Block said = trial.said(block);
        return said.ladder().isEmpty() ? Optional.empty() : Optional.of(bestOf(said));
    }

    private Candidate bestOf(Block block) {
        if (!block.ordered()) {
            return every(block);
        }
        Candidate best = filed(block, 0);
        int last = block.ladder().size() - 1;
        if (trial.accepts(best) || last == 0) {
            return best;
        }
        Candidate leanest = filed(block, last);
        best = better(best, leanest);
        if (block.ladder().get(last) instanceof Recompute.Full && !trial.accepts(leanest)) {
            return best;
        }
        for (int rung = 1; rung < last; rung++) {
            Candidate candidate = filed(block, rung);
            best = better(best, candidate);
            if (trial.accepts(candidate) && block.ladder().get(rung).parts().isEmpty()) {
                return best;
            }
        }
        return best;
    }

    private Candidate filed(Block block, int rung) {
        Candidate candidate = trial.evaluate(block.layout(rung));
        trial.file(candidate);
        return candidate;
    }

    private Candidate better(Candidate a, Candidate b) {
        if (trial.accepts(a) != trial.accepts(b)) {
            return trial.accepts(a) ? a : b;
        }
        Comparator<Candidate> order = trial.accepts(a) ? Candidate.BEST_FIRST : Candidate.SMALLEST_FIRST;
        return order.compare(a, b) <= 0 ? a : b;
    }

    private static Layout withoutRecompute(Block block) {
        Layout layout = block.layout(0);
        MemorySaving saving = layout.memorySaving();
        return new Layout(
                layout.degrees(),
                layout.schedule(),
                layout.microBatch(),
                layout.sequenceParallel(),
                layout.contextMethod(),
                new MemorySaving(new Recompute.None(), saving.sharding(), saving.offload()));
    }
}
