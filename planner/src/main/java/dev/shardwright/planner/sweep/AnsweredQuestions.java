package dev.shardwright.planner.sweep;

import dev.shardwright.planner.request.PlanningRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Outcomes by the whole question; the ones that nobody asked for longest give way. Several threads may use it. */
final class AnsweredQuestions {
    private static final int MOST = 2000;
    private static final float LOAD = 0.75f;

    private final Map<PlanningRequest, Outcome> outcomes = new LinkedHashMap<>(16, LOAD, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PlanningRequest, Outcome> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<Outcome> get(PlanningRequest question) {
        return Optional.ofNullable(outcomes.get(question));
    }

    synchronized void put(PlanningRequest question, Outcome outcome) {
        outcomes.put(question, outcome);
    }
}
