package dev.shardwright.simulator;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.memory.MemoryLedger;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.step.Detail;
import dev.shardwright.simulator.step.StepFigures;
import dev.shardwright.simulator.step.StepModel;
import dev.shardwright.simulator.step.StepTimeline;
import dev.shardwright.simulator.unit.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    /** Plays one training step event by event: the reference that the closed form of a report is held against. */
    public static StepTimeline timeline(TrainingJob job, Detail detail) {
        return new StepModel(job.model(), job.cluster(), job.workload(), job.numerics(), job.stack())
                .timeline(job.layout(), detail);
    }

    /** Peak bytes of the ranks of every pipeline stage by category, in the order of the stages. */
    public static List<MemoryLedger> memory(TrainingJob job) {
        StepModel step = new StepModel(job.model(), job.cluster(), job.workload(), job.numerics(), job.stack());
        Bytes limit = job.cluster().accelerator().memory().usable();
        List<MemoryLedger> stages = new ArrayList<>();
        for (Map<MemoryCategory, Bytes> lines : step.memory(job.layout())) {
            Bytes peak = lines.values().stream().reduce(Bytes.ZERO, Bytes::plus);
            Verdict verdict =
                    Verdict.of(peak, limit, job.stack().memory().allocator().unstableAbove());
            stages.add(new MemoryLedger(stages.size(), lines, limit, verdict));
        }
        return stages;
    }
}
