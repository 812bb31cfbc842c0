package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.validation.TimedRun;
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
        boolean imposed = request.selection().software() == CalibrationRequest.Software.IMPOSED;
        Catalog used = imposed
                ? new Catalog(
                        catalog.models(), catalog.hardware(), catalog.stacks().imposing(request.stack()))
                : catalog;
        TimedRuns all = TimedRuns.read(request.runs(), used)
                .where(run -> request.selection().takes(run.origin().group()), "not selected");
        TimedRuns kept = imposed
                ? all
                : all.where(
                        run -> catalog.stacks().descends(run.job().stack().name(), request.stack()),
                        "its stack does not extend the one that is calibrated");
        if (kept.runs().size() < FEWEST) {
            throw tooFew(kept);
        }
        return request.cluster().isEmpty()
                ? kept
                : onCluster(kept, request.cluster().orElseThrow());
    }

    private static InvalidInputException tooFew(TimedRuns runs) {
        Map<String, Integer> reasons = new HashMap<>();
        runs.skipped().forEach(skipped -> reasons.merge(skipped.reason(), 1, Integer::sum));
        String most = reasons.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(e -> "Most were skipped because: " + e.getKey() + ".")
                .orElse("");
        return new InvalidInputException(
                "--runs",
                "hold " + runs.runs().size() + " runs with a comparable step time; calibration needs " + FEWEST + ".",
                most);
    }

    private TimedRuns onCluster(TimedRuns runs, String cluster) {
        List<TimedRun> moved = runs.runs().stream()
                .map(run -> {
                    TrainingJob job = run.job();
                    TrainingJob on = new TrainingJob(
                            job.model(),
                            catalog.hardware().cluster(cluster, job.cluster().devices()),
                            job.workload(),
                            job.layout(),
                            job.numerics(),
                            job.stack());
                    return new TimedRun(run.origin(), on, run.batchScale(), run.measured());
                })
                .toList();
        return new TimedRuns(moved, runs.skipped());
    }

    /** The dials of the calibrated stack, each of which reaches the stacks that have its value from there. */
    Board board(DialSheet sheet, TimedRuns runs) {
        SoftwareStack base = catalog.stacks().stack(request.stack());
        Setup setup = new Setup(runs.runs().get(0).job().cluster(), base);
        Board board = Board.of(sheet, setup, request.cluster().isPresent(), request.centre());
        if (request.selection().software() == CalibrationRequest.Software.IMPOSED) {
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
