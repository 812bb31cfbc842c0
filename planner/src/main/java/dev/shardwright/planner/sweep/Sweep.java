package dev.shardwright.planner.sweep;

import dev.shardwright.planner.explain.Findings;
import dev.shardwright.planner.explain.NoLegalLayout;
import dev.shardwright.planner.explain.Unsaid;
import dev.shardwright.planner.plan.SearchSummary.Proof;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.solver.Candidate;
import dev.shardwright.planner.solver.Oracle;
import dev.shardwright.planner.solver.Search;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.planner.solver.SearchResult;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Answers one question at several values of an axis. Each point is the best layout of a search of its own, so that the
 * one at the question's own value is the first of its plan. What was answered once is remembered. Several threads may
 * sweep at once.
 */
public final class Sweep {
    private final AnsweredQuestions answered = new AnsweredQuestions();

    /**
     * The points by rising value. They are answered in the order given; the monitor may end that early. Every point's search
     * ends by the time limit of the question.
     */
    public List<SweepPoint> run(PlanningRequest question, Axis axis, List<Double> values, SweepMonitor monitor) {
        List<SweepPoint> points = new ArrayList<>();
        for (double value : values) {
            point(question, axis, value, monitor).ifPresent(point -> {
                points.add(point);
                monitor.answered(point);
            });
        }
        points.sort(Comparator.comparingDouble(SweepPoint::value));
        return List.copyOf(points);
    }

    /** The points that are remembered, by rising value. */
    public List<SweepPoint> known(PlanningRequest question, Axis axis, List<Double> values) {
        List<SweepPoint> points = new ArrayList<>();
        for (double value : values) {
            try {
                PlanningRequest changed = asked(axis.at(question, value));
                answered.get(changed).ifPresent(outcome -> points.add(new SweepPoint(value, changed, outcome)));
            } catch (InvalidInputException e) {
                points.add(new SweepPoint(value, question, Outcome.NoLayout.of(e)));
            }
        }
        points.sort(Comparator.comparingDouble(SweepPoint::value));
        return List.copyOf(points);
    }

    private Optional<SweepPoint> point(PlanningRequest question, Axis axis, double value, SweepMonitor monitor) {
        PlanningRequest changed;
        try {
            changed = asked(axis.at(question, value));
        } catch (InvalidInputException e) {
            return Optional.of(new SweepPoint(value, question, Outcome.NoLayout.of(e)));
        }
        Optional<Outcome> known = answered.get(changed);
        Optional<Outcome> outcome = known.isPresent() ? known : answer(changed, monitor);
        outcome.ifPresent(found -> answered.put(changed, found));
        return outcome.map(found -> new SweepPoint(value, changed, found));
    }

    /** On one device count, and for one answer. */
    private static PlanningRequest asked(PlanningRequest question) {
        return question.with(question.frames().get(0)).with(question.goal().withAnswers(1));
    }

    /** Empty when the monitor ended the search. */
    private static Optional<Outcome> answer(PlanningRequest question, SweepMonitor monitor) {
        SearchMonitor watch = SearchMonitor.within(question.limits().time(), new SearchMonitor() {
            @Override
            public boolean cancelled() {
                return monitor.cancelled();
            }
        });
        if (monitor.cancelled()) {
            return Optional.empty();
        }
        try {
            LayoutSpace space = new LayoutSpace(question.frame(), question.freedom());
            if (space.candidates() == 0) {
                return Optional.of(Outcome.NoLayout.of(NoLegalLayout.of(question)));
            }
            SearchResult result =
                    new Search(Oracle.Source::simulator).run(space, question.goal(), question.limits(), watch);
            if (monitor.cancelled()) {
                return Optional.empty();
            }
            Unsaid.check(List.of(new Findings.Searched(space, result)));
            return Optional.of(outcome(result));
        } catch (InvalidInputException e) {
            return Optional.of(Outcome.NoLayout.of(e));
        }
    }

    private static Outcome outcome(SearchResult result) {
        Optional<Candidate> best = result.archive().best().stream().findFirst();
        Proof proof = result.optimal() ? Proof.OPTIMAL : Proof.BEST_FOUND;
        return best.<Outcome>map(found -> new Outcome.Fits(Simulator.simulate(found.job()), proof))
                .orElseGet(() -> new Outcome.NothingFits(
                        result.archive().closest().map(closest -> Simulator.simulate(closest.job()))));
    }
}
