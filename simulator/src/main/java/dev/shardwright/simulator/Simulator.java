package dev.shardwright.simulator;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.step.StepFigures;
import dev.shardwright.simulator.step.StepModel;

/** Predicts one training step. */
public final class Simulator {
    private Simulator() {}

    /** Simulates a job; needing more memory than there is yields a report that says so. */
    public static Report simulate(TrainingJob job) {
        StepModel step = new StepModel(job.model(), job.cluster(), job.workload(), job.numerics(), job.stack());
        StepFigures figures = new StepFigures();
        step.evaluate(job.layout(), figures);
        return Report.of(job, figures);
    }
}
