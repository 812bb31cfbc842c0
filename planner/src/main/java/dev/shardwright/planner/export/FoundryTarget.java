package dev.shardwright.planner.export;

import dev.shardwright.planner.export.ExportedFile.Mode;
import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.planner.export.llmfoundry.FoundryFiles;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** llm-foundry on Composer: the file of train.py, and a start script. */
public record FoundryTarget(Release release) implements Target {
    @Override
    public String name() {
        return Framework.LLM_FOUNDRY.targetName();
    }

    @Override
    public String version() {
        return release.version();
    }

    @Override
    public List<Problem> refusals(TrainingJob job) {
        return FoundryFiles.refusals(job);
    }

    @Override
    public List<ExportedFile> files(TrainingJob job, ExportContext context) {
        FoundryFiles files = new FoundryFiles(job, release);
        return List.of(
                new ExportedFile(FoundryFiles.CONFIG_FILE, files.config(context.prediction()), Mode.PLAIN),
                new ExportedFile(StartScript.FILE_NAME, files.script(context.prediction()), Mode.EXECUTABLE));
    }
}
