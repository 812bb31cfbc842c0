package dev.shardwright.planner.solver;

import dev.shardwright.planner.request.Knob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a search remembers: the best of each family up to a number of answers, the best for every degree of parallelism,
 * and the near misses. Merging archives of disjoint searches equals one search over both.
 */
public final class Archive {
    /** Degrees for each of whose values the exact best is kept, to say what another choice would cost. */
    public static final List<Knob> TRACKED = List.of(Knob.TENSOR, Knob.PIPELINE, Knob.CONTEXT, Knob.EXPERT);

    private final int answers;
    private final List<Candidate> best = new ArrayList<>();
    private final BestByValue bestByValue = new BestByValue(TRACKED, Candidate.BEST_FIRST);
    private final BestByValue closestByValue = new BestByValue(TRACKED, Candidate.SMALLEST_FIRST);
    private final BestByValue unsaidByValue = new BestByValue(TRACKED, Candidate.BEST_FIRST);
    private final NearMisses misses = new NearMisses();
    private long evaluated;
    private long feasible;

    public Archive(int answers) {
        this.answers = answers;
    }

    /** The best of each family, best first. */
    public List<Candidate> best() {
        return List.copyOf(best);
    }

    /** Best accepted candidate for each value of a tracked knob that has one. */
    public Map<Integer, Candidate> bestByValue(Knob knob) {
        return bestByValue.of(knob);
    }

    /** Refused candidate with the smallest peak for each value of a tracked knob that has one. */
    public Map<Integer, Candidate> closestByValue(Knob knob) {
        return closestByValue.of(knob);
    }

    /** For each value of a tracked knob, the best candidate that cannot be said; whether it fits was not asked. */
    public Map<Integer, Candidate> unsaidByValue(Knob knob) {
        return unsaidByValue.of(knob);
    }

    /** The best candidate that cannot be said. */
    public Optional<Candidate> unsaid() {
        return unsaidByValue.first();
    }

    public long evaluated() {
        return evaluated;
    }

    public long feasible() {
        return feasible;
    }

    /** The refused candidate with the smallest peak. */
    public Optional<Candidate> closest() {
        return misses.smallest();
    }

    /** The refused candidate with the smallest peak among those that would have been better than the given one. */
    public Optional<Candidate> nearestBetter(Candidate than) {
        return misses.smallestBetter(than.score());
    }

    void refuse(Candidate candidate) {
        misses.add(candidate);
        closestByValue.add(candidate);
    }

    void unsaid(Candidate candidate) {
        unsaidByValue.add(candidate);
    }

    void countEvaluation() {
        evaluated++;
    }

    void accept(Candidate candidate) {
        feasible++;
        keep(candidate);
    }

    private void keep(Candidate candidate) {
        bestByValue.add(candidate);
        if (best.size() == answers && Candidate.BEST_FIRST.compare(candidate, best.get(answers - 1)) >= 0) {
            return;
        }
        for (int i = 0; i < best.size(); i++) {
            if (best.get(i).family().equals(candidate.family())) {
                if (Candidate.BEST_FIRST.compare(candidate, best.get(i)) >= 0) {
                    return;
                }
                best.remove(i);
                break;
            }
        }
        insert(candidate);
    }

    private void insert(Candidate candidate) {
        int at = 0;
        while (at < best.size() && Candidate.BEST_FIRST.compare(best.get(at), candidate) < 0) {
            at++;
        }
        best.add(at, candidate);
        if (best.size() > answers) {
            best.remove(answers);
        }
    }

    /**
     * Whether nothing of the given shape with a score of at least that of {@code bound} can enter: it is strictly worse
     * than the last answer, or than its own family's, and than the best of each of its tracked values.
     */
    boolean rulesOut(Candidate bound) {
        for (Knob knob : TRACKED) {
            Candidate known = bestByValue.of(knob).get(bound.value(knob));
            if (known == null || bound.score() <= known.score()) {
                return false;
            }
        }
        if (best.size() == answers && bound.score() > best.get(answers - 1).score()) {
            return true;
        }
        for (Candidate c : best) {
            if (bound.score() > c.score() && c.family().equals(bound.family())) {
                return true;
            }
        }
        return false;
    }

    /** Adds what another search found. */
    public void merge(Archive other) {
        evaluated += other.evaluated;
        feasible += other.feasible;
        other.best.forEach(this::keep);
        TRACKED.forEach(knob -> other.bestByValue(knob).values().forEach(this::keep));
        closestByValue.merge(other.closestByValue);
        unsaidByValue.merge(other.unsaidByValue);
        misses.merge(other.misses);
    }
}
