package dev.shardwright.planner;

import dev.shardwright.planner.explain.Explanation;
import dev.shardwright.planner.explain.Findings;
import dev.shardwright.planner.explain.NoLegalLayout;
import dev.shardwright.planner.explain.Unsaid;
import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.planner.plan.SearchSummary;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.solver.Candidate;
import dev.shardwright.planner.solver.Oracle;
import dev.shardwright.planner.solver.Search;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.planner.solver.SearchResult;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;

/** Finds the best layouts for a job. */
public final class Planner {
    /** The first answer is explained by comparison with the second, even when only one is asked for. */
    private static final int LEAST_ANSWERS = 2;

    private Planner() {}

    /**
     * Searches every device count of the request and ranks what fits. The monitor may end the search early; the best so
     * far is the answer then. Throws InvalidInputException when no layout is legal.
     */
    public static Plan plan(PlanningRequest request, SearchMonitor monitor) {
        SearchMonitor watch = SearchMonitor.within(request.limits().time(), monitor);
        List<Findings.Searched> searched = search(request, legalSpaces(request), watch);
        Unsaid.check(searched);
        List<Report> reports = reports(searched, answers(request.goal()));
        Findings findings = new Findings(request, searched, reports);
        return new Plan(ranked(findings), summary(searched), Explanation.of(findings, watch));
    }

    private static List<LayoutSpace> legalSpaces(PlanningRequest request) {
        List<LayoutSpace> spaces = new ArrayList<>();
        for (JobFrame frame : request.frames()) {
            LayoutSpace space = new LayoutSpace(frame, request.freedom());
            if (space.candidates() > 0) {
                spaces.add(space);
            }
        }
        if (spaces.isEmpty()) {
            throw NoLegalLayout.of(request);
        }
        return spaces;
    }

    private static List<Findings.Searched> search(
            PlanningRequest request, List<LayoutSpace> spaces, SearchMonitor monitor) {
        monitor.begins(spaces.stream().mapToLong(LayoutSpace::candidates).sum());
        Search search = new Search(Oracle.Source::simulator);
        Goal goal = request.goal().withAnswers(answers(request.goal()));
        List<Findings.Searched> searched = new ArrayList<>();
        for (LayoutSpace space : spaces) {
            SearchResult result = search.run(space, goal, request.limits(), monitor);
            searched.add(new Findings.Searched(space, result));
        }
        return searched;
    }

    private static int answers(Goal goal) {
        return Math.max(LEAST_ANSWERS, goal.answers());
    }

    private static List<Report> reports(List<Findings.Searched> searched, int answers) {
        List<Candidate> best = new ArrayList<>();
        searched.forEach(s -> best.addAll(s.result().archive().best()));
        best.sort(Candidate.BEST_FIRST);
        List<Report> reports = new ArrayList<>();
        for (Candidate candidate : best.subList(0, Math.min(answers, best.size()))) {
            reports.add(Simulator.simulate(candidate.job()));
        }
        return reports;
    }

    private static List<PlannedLayout> ranked(Findings findings) {
        List<PlannedLayout> layouts = new ArrayList<>();
        for (Report report : findings.answers()) {
            layouts.add(new PlannedLayout(layouts.size() + 1, report));
        }
        return layouts;
    }

    private static SearchSummary summary(List<Findings.Searched> searched) {
        long candidates = 0;
        long evaluated = 0;
        long feasible = 0;
        boolean optimal = true;
        for (Findings.Searched space : searched) {
            candidates += space.result().candidates();
            evaluated += space.result().archive().evaluated();
            feasible += space.result().archive().feasible();
            optimal &= space.result().optimal();
        }
        SearchSummary.Proof proof = optimal ? SearchSummary.Proof.OPTIMAL : SearchSummary.Proof.BEST_FOUND;
        return new SearchSummary(candidates, evaluated, feasible, proof);
    }
}
