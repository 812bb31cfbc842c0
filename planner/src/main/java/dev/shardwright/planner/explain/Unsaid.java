package dev.shardwright.planner.explain;

import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.request.Dialect;
import dev.shardwright.planner.solver.Archive;
import dev.shardwright.planner.solver.Candidate;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the framework that is to run the job cannot say. */
public final class Unsaid {
    private Unsaid() {}

    /** Throws InvalidInputException with the framework's rules when it can say no layout that the request leaves. */
    public static void check(List<Findings.Searched> searched) {
        Optional<Candidate> best = Optional.empty();
        for (Findings.Searched space : searched) {
            Archive archive = space.result().archive();
            if (!archive.best().isEmpty() || archive.closest().isPresent()) {
                return;
            }
            best = best.isPresent() ? best : archive.unsaid();
        }
        Dialect dialect = searched.get(0).space().dialect();
        if (best.isPresent()) {
            List<Problem> problems = new ArrayList<>();
            problems.add(new Problem(
                    "--for " + dialect.label(),
                    "can say none of the layouts that are left, for example for this:",
                    ""));
            problems.addAll(dialect.refusals(best.get().job()));
            throw new InvalidInputException(problems);
        }
    }

    /** The faster layout that fits, but only in another framework. */
    static Optional<Remark> remark(Findings findings) {
        LayoutSpace space = findings.home().space();
        Archive archive = findings.home().result().archive();
        return archive.unsaid()
                .filter(candidate -> candidate.score() < archive.best().get(0).score())
                .filter(candidate -> findings.request()
                        .goal()
                        .memory()
                        .accepts(candidate.estimate(), space.frame().cluster()))
                .map(candidate -> new Remark(
                        Remark.Kind.WOULD_FIT,
                        text(findings.ranked().get(0), Simulator.simulate(candidate.job()), space.dialect())));
    }

    private static String text(Report first, Report faster, Dialect dialect) {
        double gain = first.iteration().value() / faster.iteration().value() - 1;
        return Wording.whole(faster.job().layout()) + " would be " + Wording.percent(gain) + " faster, but "
                + Wording.refusal(dialect, faster.job());
    }
}
