package dev.shardwright.planner.explain;

import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.solver.SearchResult;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.report.Report;
import java.util.List;

/** What is known when the search is over; {@code ranked} may hold one report more than was asked for. */
public record Findings(PlanningRequest request, List<Searched> searched, List<Report> ranked) {
    /** One device count's space and what was found in it. */
    public record Searched(LayoutSpace space, SearchResult result) {}

    public Findings {
        searched = List.copyOf(searched);
        ranked = List.copyOf(ranked);
    }

    /** The reports that were asked for, best first. */
    public List<Report> answers() {
        return ranked.subList(0, Math.min(request.goal().answers(), ranked.size()));
    }

    /** The space with the most devices. */
    Searched largest() {
        Searched largest = searched.get(0);
        for (Searched s : searched) {
            largest = s.space().frame().cluster().devices()
                            > largest.space().frame().cluster().devices()
                    ? s
                    : largest;
        }
        return largest;
    }

    /** The space that holds the first answer. */
    Searched home() {
        int devices = ranked.get(0).job().cluster().devices();
        for (Searched s : searched) {
            if (s.space().frame().cluster().devices() == devices) {
                return s;
            }
        }
        throw new IllegalStateException("the first answer comes from no searched space");
    }
}
