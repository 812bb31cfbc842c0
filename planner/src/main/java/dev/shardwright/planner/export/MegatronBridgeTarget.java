package dev.shardwright.planner.export;

import dev.shardwright.planner.export.ExportedFile.Mode;
import dev.shardwright.planner.export.bridge.BridgeFiles;
import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;

/** Megatron-Bridge: a script that starts one of its recipes with torchrun. */
public record MegatronBridgeTarget(Release release) implements Target {
    @Override
    public String name() {
        return Framework.MEGATRON_BRIDGE.targetName();
    }

    @Override
    public String version() {
        return release.version();
    }

    @Override
    public List<Problem> refusals(TrainingJob job) {
        return new BridgeFiles(job, release).refusals();
    }

    @Override
    public List<ExportedFile> files(TrainingJob job, ExportContext context) {
        return List.of(new ExportedFile(
                StartScript.FILE_NAME, new BridgeFiles(job, release).script(context.prediction()), Mode.EXECUTABLE));
    }
}
