package dev.shardwright.planner.export;

import dev.shardwright.planner.export.ExportedFile.Mode;
import dev.shardwright.planner.export.megatron.LaunchScript;
import dev.shardwright.planner.export.megatron.MegatronRelease;
import dev.shardwright.planner.export.megatron.SlurmScript;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** Megatron-LM: a script that starts pretrain_gpt.py with torchrun, and a Slurm script that starts it on every node. */
public record MegatronTarget(MegatronRelease release) implements Target {
    @Override
    public String name() {
        return Framework.MEGATRON.targetName();
    }

    @Override
    public String version() {
        return release.label();
    }

    @Override
    public Naming naming() {
        return Naming.CHOSEN;
    }

    @Override
    public List<Problem> refusals(TrainingJob job) {
        return LaunchScript.refusals(job, release);
    }

    @Override
    public List<ExportedFile> files(TrainingJob job, ExportContext context) {
        LaunchScript launch = LaunchScript.of(job, release);
        String name = context.baseName() + ".sh";
        return List.of(
                new ExportedFile(name, launch.text(context.prediction()), Mode.EXECUTABLE),
                new ExportedFile(context.baseName() + ".sbatch", SlurmScript.text(job, name), Mode.EXECUTABLE));
    }
}
