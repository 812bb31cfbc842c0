package dev.shardwright.planner.export;

import dev.shardwright.planner.export.ExportedFile.Mode;
import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.planner.export.deepspeed.DeepSpeedFiles;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** DeepSpeed under the Hugging Face Trainer: its JSON, TrainingArguments with the same numbers, a start script. */
public record DeepSpeedTarget(Release release) implements Target {
    @Override
    public String name() {
        return Framework.DEEPSPEED.targetName();
    }

    @Override
    public String version() {
        return release.version();
    }

    @Override
    public List<Problem> refusals(TrainingJob job) {
        return DeepSpeedFiles.refusals(job);
    }

    @Override
    public List<ExportedFile> files(TrainingJob job, ExportContext context) {
        DeepSpeedFiles files = new DeepSpeedFiles(job, release);
        return List.of(
                new ExportedFile(DeepSpeedFiles.CONFIG_FILE, files.config(), Mode.PLAIN),
                new ExportedFile(DeepSpeedFiles.ARGUMENTS_FILE, files.arguments(), Mode.PLAIN),
                new ExportedFile(StartScript.FILE_NAME, files.script(context.prediction()), Mode.EXECUTABLE));
    }
}
