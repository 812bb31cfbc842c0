package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.validation.TimedRun;
import dev.shardwright.simulator.validation.TimedRuns;
import java.util.List;

/** A calibrated stack: where its constants went, what that gained, and on which runs. */
public record Calibration(CalibrationRequest request, TimedRuns runs, List<Movement> movements, Gain gain, int folds) {
    public Calibration {
        movements = List.copyOf(movements);
    }

    /** Calibrates, or stops with the best so far. Throws InvalidInputException for input that cannot be used. */
    public static Calibration of(CalibrationRequest request, Catalog catalog, DialSheet sheet, Progress progress) {
        CalibrationRuns source = new CalibrationRuns(request, catalog);
        TimedRuns runs = source.read();
        Board board = source.board(sheet, runs);
        double noise = sheet.noise().spread();
        double[] start = request.centre() == Board.Centre.OWN ? board.base() : new double[board.size()];
        Folds folds = Folds.of(runs.runs());
        Response response = new Response(runs.runs(), board);
        progress.stage(0, folds.parts().size());
        double[] optimum = Fit.of(response, noise, progress).position();
        double[] uncertainty = new Curvature(response, optimum, noise).uncertainty();
        List<Movement> movements = Movement.all(response, start, optimum, uncertainty);
        double[] end = movements.stream().mapToDouble(Movement::position).toArray();
        double[] unseen = new CrossValidation(runs.runs(), board, noise, progress).ratios(folds);
        Gain gain = Gain.of(
                Gain.ratios(response.logRatios(start)),
                Gain.ratios(response.logRatios(end)),
                progress.cancelled() ? new double[0] : unseen);
        return new Calibration(request, runs, movements, gain, folds.parts().size());
    }

    /** Groups of layouts among the runs. */
    public long groups() {
        return runs.runs().stream()
                .map(TimedRun::origin)
                .map(TimedRun.Origin::group)
                .distinct()
                .count();
    }
}
