package dev.shardwright.planner.export;

import dev.shardwright.planner.export.ExportedFile.Mode;
import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.planner.export.galvatron.GalvatronFiles;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** Hetu-Galvatron: a strategy with a value for every layer, and a start script. */
public record GalvatronTarget(Release release) implements Target {
    @Override
    public String name() {
        return Framework.GALVATRON.targetName();
    }

    @Override
    public String version() {
        return release.version();
    }

    @Override
    public List<Problem> refusals(TrainingJob job) {
        return GalvatronFiles.refusals(job);
    }

    @Override
    public List<ExportedFile> files(TrainingJob job, ExportContext context) {
        GalvatronFiles files = new GalvatronFiles(job, release);
        return List.of(
                new ExportedFile(GalvatronFiles.CONFIG_FILE, files.config(), Mode.PLAIN),
                new ExportedFile(StartScript.FILE_NAME, files.script(context.prediction()), Mode.EXECUTABLE));
    }
}
