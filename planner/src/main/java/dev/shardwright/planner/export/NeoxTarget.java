package dev.shardwright.planner.export;

import dev.shardwright.planner.export.ExportedFile.Mode;
import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.planner.export.neox.NeoxFiles;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** GPT-NeoX: one file for deepy.py, and a start script. */
public record NeoxTarget(Release release) implements Target {
    @Override
    public String name() {
        return Framework.GPT_NEOX.targetName();
    }

    @Override
    public String version() {
        return release.version();
    }

    @Override
    public List<Problem> refusals(TrainingJob job) {
        return NeoxFiles.refusals(job);
    }

    @Override
    public List<ExportedFile> files(TrainingJob job, ExportContext context) {
        NeoxFiles files = new NeoxFiles(job, release);
        return List.of(
                new ExportedFile(NeoxFiles.CONFIG_FILE, files.config(context.prediction()), Mode.PLAIN),
                new ExportedFile(StartScript.FILE_NAME, files.script(context.prediction()), Mode.EXECUTABLE));
    }
}
