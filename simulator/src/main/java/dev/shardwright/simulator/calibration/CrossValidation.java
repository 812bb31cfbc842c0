package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.validation.TimedRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Out-of-sample prediction: dials are fitted on all folds but one and predict that one, for each fold in turn. */
public final class CrossValidation {
    /** Up to so many runs each fold is fitted from the centre; more runs move the optimum too little to start anew. */
    private static final int FEW = 30;

    private final List<TimedRun> runs;
    private final Board board;
    private final double noise;
    private final Progress progress;

    public CrossValidation(List<TimedRun> runs, Board board, double noise, Progress progress) {
        this.runs = List.copyOf(runs);
        this.board = board;
        this.noise = noise;
        this.progress = progress;
    }

    /**
     * Predicted over measured step time of every run, in order, by dials that never saw the run's fold. A fold that holds
     * all runs is predicted from the centre of the prior. When the user stops, the remaining folds are too.
     */
    public double[] ratios(Folds folds) {
        double[] ratios = new double[runs.size()];
        Curvature curvature = runs.size() > FEW && folds.parts().size() > 1 ? curvature() : null;
        int step = 0;
        for (List<Integer> left : folds.parts()) {
            progress.stage(step++, folds.parts().size());
            Set<Integer> unseen = new HashSet<>(left);
            List<Integer> seen = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                if (!unseen.contains(i)) {
                    seen.add(i);
                }
            }
            double[] position = position(seen, curvature);
            double[] logs = response(left).logRatios(position);
            for (int i = 0; i < logs.length; i++) {
                ratios[left.get(i)] = Math.exp(logs[i]);
            }
        }
        return ratios;
    }

    private Curvature curvature() {
        Response all = new Response(runs, board);
        return new Curvature(all, Fit.of(all, noise, progress).position(), noise);
    }

    private double[] position(List<Integer> seen, Curvature curvature) {
        if (seen.isEmpty() || progress.cancelled()) {
            return new double[board.size()];
        }
        Response response = response(seen);
        return curvature == null ? Fit.of(response, noise, progress).position() : curvature.optimumOf(seen, response);
    }

    private Response response(List<Integer> indices) {
        return new Response(indices.stream().map(runs::get).toList(), board);
    }
}
