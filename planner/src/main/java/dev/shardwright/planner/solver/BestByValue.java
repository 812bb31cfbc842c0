package dev.shardwright.planner.solver;

import dev.shardwright.planner.request.Knob;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The first candidate in some order for each value of each tracked knob. */
final class BestByValue {
    private final Comparator<Candidate> order;
    private final Map<Knob, TreeMap<Integer, Candidate>> known = new EnumMap<>(Knob.class);

    BestByValue(List<Knob> tracked, Comparator<Candidate> order) {
        this.order = order;
        tracked.forEach(knob -> known.put(knob, new TreeMap<>()));
    }

    void add(Candidate candidate) {
        known.forEach((knob, byValue) -> byValue.merge(candidate.value(knob), candidate, this::first));
    }

    void merge(BestByValue other) {
        other.known.values().forEach(byValue -> byValue.values().forEach(this::add));
    }

    Map<Integer, Candidate> of(Knob knob) {
        return known.get(knob);
    }

    /** The first of all. */
    Optional<Candidate> first() {
        return known.values().stream()
                .findFirst()
                .flatMap(byValue -> byValue.values().stream().min(order));
    }

    private Candidate first(Candidate a, Candidate b) {
        return order.compare(a, b) <= 0 ? a : b;
    }
}
