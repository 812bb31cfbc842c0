package dev.shardwright.simulator.jobfile;

import dev.shardwright.simulator.job.TrainingJob;
import java.util.Optional;

/**
 * What a job file calls the model, the cluster and the software stack: names of presets, or paths of files. A model that
 * has neither brings its own configuration: the JSON of a Hugging Face config.json.
 */
public record JobSources(String model, Optional<String> modelConfig, String cluster, String stack) {
    /** The names that the job's parts have themselves; right for presets. */
    public static JobSources named(TrainingJob job) {
        return new JobSources(
                job.model().name(),
                Optional.empty(),
                job.cluster().name(),
                job.stack().name());
    }

    public JobSources withModel(String nameOrPath) {
        return new JobSources(nameOrPath, Optional.empty(), cluster, stack);
    }

    /** A model of that name whose configuration stands in the job file itself. */
    public JobSources withModelConfig(String name, String json) {
        return new JobSources(name, Optional.of(json), cluster, stack);
    }

    public JobSources withCluster(String nameOrPath) {
        return new JobSources(model, modelConfig, nameOrPath, stack);
    }

    public JobSources withStack(String nameOrPath) {
        return new JobSources(model, modelConfig, cluster, nameOrPath);
    }
}
