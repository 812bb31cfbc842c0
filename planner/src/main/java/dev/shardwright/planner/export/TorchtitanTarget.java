package dev.shardwright.planner.export;

import dev.shardwright.planner.export.ExportedFile.Mode;
import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.planner.export.torchtitan.TitanFiles;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** torchtitan: its configuration, TOML or Python by version, and a script that starts it with torchrun. */
public record TorchtitanTarget(Release release) implements Target {
    @Override
    public String name() {
        return Framework.TORCHTITAN.targetName();
    }

    @Override
    public String version() {
        return release.version();
    }

    @Override
    public Freedom words() {
        return TitanFiles.words(release);
    }

    @Override
    public List<Problem> refusals(TrainingJob job) {
        return new TitanFiles(job, release).refusals();
    }

    @Override
    public List<ExportedFile> files(TrainingJob job, ExportContext context) {
        TitanFiles files = new TitanFiles(job, release);
        return List.of(
                new ExportedFile(files.configName(), files.config(context.prediction()), Mode.PLAIN),
                new ExportedFile(StartScript.FILE_NAME, files.script(context.prediction()), Mode.EXECUTABLE));
    }
}
