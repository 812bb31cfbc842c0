package dev.shardwright.gui.plan;

import dev.shardwright.planner.explain.Wording;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.solver.Archive;
import dev.shardwright.planner.solver.Candidate;
import dev.shardwright.planner.solver.Oracle;
import dev.shardwright.planner.solver.Search;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.model.ParameterLedger;
import dev.shardwright.simulator.reportfile.ReportFigure;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What can be said of a job at once: its parameters, and the best layout that a search of a few hundredths of a second
 * finds.
 *
 * @param found whether a layout fits
 */
record FirstLook(PlanningRequest request, long candidates, boolean found, String estimate) {
    /** Of the first device count. Throws InvalidInputException when no layout is legal. */
    static FirstLook of(PlanningRequest request, BooleanSupplier stale) {
        SearchMonitor glance = new Glance(stale);
        LayoutSpace space = new LayoutSpace(request.frames().get(0), request.freedom());
        Archive archive = new Search(Oracle.Source::simulator)
                .run(space, request.goal().withAnswers(1), request.limits(), glance)
                .archive();
        Optional<Candidate> best = archive.best().stream().findFirst();
        String words = best.map(FirstLook::words)
                .or(() -> archive.closest().map(FirstLook::closest))
                .orElse("Nothing found yet.");
        return new FirstLook(request, space.candidates(), best.isPresent(), words);
    }

    ParameterLedger ledger() {
        return request.frame().model().parameters();
    }

    private static String words(Candidate candidate) {
        return ReportFigure.seconds(candidate.estimate().iteration().value()) + " per step and "
                + ReportFigure.gibibytes(candidate.estimate().peak().inGibibytes()) + " with "
                + Wording.whole(candidate.layout());
    }

    private static String closest(Candidate candidate) {
        return "Nothing fits so far: the smallest needs "
                + ReportFigure.gibibytes(candidate.estimate().peak().inGibibytes()) + " with "
                + Wording.whole(candidate.layout());
    }
}
