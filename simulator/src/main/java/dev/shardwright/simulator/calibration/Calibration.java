package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.validation.ErrorStatistics;
import dev.shardwright.simulator.validation.TimedRun;
import dev.shardwright.simulator.validation.TimedRuns;
import java.util.Arrays;
import java.util.List;

/** A calibrated stack: where its constants went, what that gained, and on which runs. */
public record Calibration(CalibrationRequest request, TimedRuns runs, List<Movement> movements, Gain gain) {
    public Calibration {
        movements = List.copyOf(movements);
    }

    /**
     * Errors of step time: of the base, of the calibrated constants on the runs they were fitted to, and of constants
     * fitted without the run that is predicted.
     */
    public record Gain(ErrorStatistics before, ErrorStatistics after, ErrorStatistics crossValidated, int folds) {
        /** Whether calibration predicts runs that it has not seen better than the base does. */
        public boolean real() {
            return crossValidated.mean() < before.mean();
        }
    }

    /** Calibrates. Throws InvalidInputException for input that cannot be used. */
    public static Calibration of(CalibrationRequest request, Catalog catalog, DialSheet sheet, Progress progress) {
        CalibrationRuns source = new CalibrationRuns(request, catalog);
        TimedRuns runs = source.read();
        Board board = source.board(sheet, runs);
        double noise = sheet.noise().spread();
        Response response = new Response(runs.runs(), board);
        double[] start = request.centre() == Board.Centre.OWN ? board.base() : new double[board.size()];
        progress.stage("fit", 1, 1);
        Fit.Optimum optimum = Fit.of(response, noise, progress);
        Curvature curvature = new Curvature(response, optimum.position(), noise, progress);
        List<Movement> movements = Movement.all(board, optimum.position(), curvature.uncertainty(), start);
        double[] written = movements.stream().mapToDouble(Movement::position).toArray();
        Folds folds = Folds.of(runs.runs());
        double[] unseen = new CrossValidation(runs.runs(), board, noise, progress).ratios(folds);
        Gain gain = new Gain(
                errors(response.logRatios(start)),
                errors(response.logRatios(written)),
                ErrorStatistics.of(unseen),
                folds.parts().size());
        return new Calibration(request, runs, movements, gain);
    }

    private static ErrorStatistics errors(double[] logRatios) {
        return ErrorStatistics.of(Arrays.stream(logRatios).map(Math::exp).toArray());
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
