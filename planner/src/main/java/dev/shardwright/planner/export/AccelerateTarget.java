package dev.shardwright.planner.export;

import dev.shardwright.planner.export.ExportedFile.Mode;
import dev.shardwright.planner.export.accelerate.AccelerateFiles;
import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** Hugging Face Accelerate with FSDP2: the file of accelerate launch, and a start script. */
public record AccelerateTarget(Release release) implements Target {
    @Override
    public String name() {
        return Framework.ACCELERATE.targetName();
    }

    @Override
    public String version() {
        return release.version();
    }

    @Override
    public List<Problem> refusals(TrainingJob job) {
        return AccelerateFiles.refusals(job);
    }

    @Override
    public List<ExportedFile> files(TrainingJob job, ExportContext context) {
        AccelerateFiles files = new AccelerateFiles(job, release);
        return List.of(
                new ExportedFile(AccelerateFiles.CONFIG_FILE, files.config(context.prediction()), Mode.PLAIN),
                new ExportedFile(StartScript.FILE_NAME, files.script(context.prediction()), Mode.EXECUTABLE));
    }
}
