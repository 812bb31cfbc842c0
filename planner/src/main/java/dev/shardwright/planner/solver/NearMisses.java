package dev.shardwright.planner.solver;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Refused candidates that no other refused candidate beats in both score and peak memory. */
final class NearMisses {
    /** By peak, ascending; scores descend. */
    private final TreeMap<Long, Candidate> front = new TreeMap<>();

    void add(Candidate candidate) {
        long peak = candidate.estimate().peak().value();
        Map.Entry<Long, Candidate> below = front.floorEntry(peak);
        if (below != null && below.getValue().score() <= candidate.score() && !ties(below, candidate)) {
            return;
        }
        Map.Entry<Long, Candidate> above = front.ceilingEntry(peak);
        while (above != null && above.getValue().score() >= candidate.score()) {
            front.remove(above.getKey());
            above = front.higherEntry(peak);
        }
        front.put(peak, candidate);
    }

    /** Same peak and score: the simpler layout stays, whichever came first. */
    private static boolean ties(Map.Entry<Long, Candidate> known, Candidate candidate) {
        return known.getKey() == candidate.estimate().peak().value()
                && Candidate.BEST_FIRST.compare(candidate, known.getValue()) < 0;
    }

    void merge(NearMisses other) {
        other.front.values().forEach(this::add);
    }

    Optional<Candidate> smallest() {
        return front.isEmpty()
                ? Optional.empty()
                : Optional.of(front.firstEntry().getValue());
    }

    Optional<Candidate> smallestBetter(double score) {
        return front.values().stream().filter(c -> c.score() < score).findFirst();
    }
}
