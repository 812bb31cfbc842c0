package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.validation.TimedRun;
import java.util.ArrayList;
import java.util.List;

/** Out-of-sample prediction: dials are fitted on all folds but one and predict that one, for each fold in turn. */
public final class CrossValidation {
    private CrossValidation() {}

    /**
     * Predicted over measured step time of every run, in order, by dials that never saw the run's fold. Where only one
     * fold exists its runs are predicted from the centre of the prior. Stopped early, the rest is predicted so too.
     */
    public static double[] ratios(List<TimedRun> runs, Folds folds, Board board, double noise, Progress progress) {
        double[] ratios = new double[runs.size()];
        int step = 0;
        for (List<Integer> left : folds.parts()) {
            progress.stage("cross-validation", ++step, folds.parts().size());
            List<TimedRun> seen = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                if (!left.contains(i)) {
                    seen.add(runs.get(i));
                }
            }
            Posterior posterior = Fit.of(new Response(seen, board), noise, progress);
            Response unseen = new Response(left.stream().map(runs::get).toList(), board);
            double[] logs = unseen.logRatios(posterior.position());
            for (int i = 0; i < logs.length; i++) {
                ratios[left.get(i)] = Math.exp(logs[i]);
            }
        }
        return ratios;
    }
}
