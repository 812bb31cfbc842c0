package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.HardwareCatalog;
import dev.shardwright.simulator.catalog.StackCatalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.validation.TimedRuns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers the runs of a request as jobs, and the dials that reach them. */
final class CalibrationRuns {
    /** Fewer runs say nothing that could be checked on one left out. */
    static final int FEWEST = 3;

    private final CalibrationRequest request;
    private final Catalog catalog;

    CalibrationRuns(CalibrationRequest request, Catalog catalog) {
        this.request = request;
        this.catalog = catalog;
    }

    /** Throws InvalidInputException when fewer than three runs can be compared. */
    TimedRuns read() {
        TimedRuns kept = TimedRuns.read(request.runs(), imposing())
                .where(run -> request.selection().takes(run.origin().group()), "it is not selected");
        if (!imposed()) {
            kept = kept.where(
                    run -> catalog.stacks().descends(run.job().stack().name(), request.stack()),
                    "its stack does not extend the one that is calibrated");
        }
        if (kept.runs().size() < FEWEST) {
            throw tooFew(kept);
        }
        return kept;
    }

    private boolean imposed() {
        return request.selection().software() == CalibrationRequest.Software.IMPOSED;
    }

    private Catalog imposing() {
        HardwareCatalog hardware =
                request.cluster().map(catalog.hardware()::imposing).orElse(catalog.hardware());
        StackCatalog stacks = imposed() ? catalog.stacks().imposing(request.stack()) : catalog.stacks();
        return new Catalog(catalog.models(), hardware, stacks);
    }

    private static InvalidInputException tooFew(TimedRuns runs) {
        Map<String, Integer> reasons = new HashMap<>();
        runs.skipped().forEach(skipped -> reasons.merge(skipped.reason(), 1, Integer::sum));
        String most = reasons.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(e -> "Others were skipped, most because: " + e.getKey() + ".")
                .orElse("");
        return new InvalidInputException(
                "--runs",
                "hold " + runs.runs().size() + " runs that can be used; calibration needs " + FEWEST + ".",
                most);
    }

    /** The dials of the calibrated stack, each of which reaches the stacks that have its value from there. */
    Board board(DialSheet sheet, TimedRuns runs) {
        SoftwareStack base = catalog.stacks().stack(request.stack());
        Setup setup = new Setup(runs.runs().get(0).job().cluster(), base);
        Board board = Board.of(sheet, setup, request.scope(), request.centre());
        if (imposed()) {
            return board;
        }
        List<SoftwareStack> stacks = runs.runs().stream()
                .map(run -> run.job().stack().name())
                .distinct()
                .map(catalog.stacks()::stack)
                .toList();
        return board.reaching(stacks, setup.cluster());
    }
}
