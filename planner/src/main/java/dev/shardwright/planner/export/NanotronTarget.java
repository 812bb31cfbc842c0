package dev.shardwright.planner.export;

import dev.shardwright.planner.export.ExportedFile.Mode;
import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.planner.export.nanotron.NanotronFiles;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** nanotron: the file of run_train.py, and a start script. */
public record NanotronTarget(Release release) implements Target {
    @Override
    public String name() {
        return Framework.NANOTRON.targetName();
    }

    @Override
    public String version() {
        return release.version();
    }

    @Override
    public List<Problem> refusals(TrainingJob job) {
        return NanotronFiles.refusals(job);
    }

    @Override
    public List<ExportedFile> files(TrainingJob job, ExportContext context) {
        NanotronFiles files = new NanotronFiles(job, release);
        return List.of(
                new ExportedFile(NanotronFiles.CONFIG_FILE, files.config(context.prediction()), Mode.PLAIN),
                new ExportedFile(StartScript.FILE_NAME, files.script(context.prediction()), Mode.EXECUTABLE));
    }
}
