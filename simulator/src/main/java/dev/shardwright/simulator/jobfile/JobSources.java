package dev.shardwright.simulator.jobfile;

import dev.shardwright.simulator.job.TrainingJob;

/** What a job file calls the model, the cluster and the software stack: names of presets, or paths of files. */
public record JobSources(String model, String cluster, String stack) {
    /** The names that the job's parts have themselves; right for presets. */
    public static JobSources named(TrainingJob job) {
        return new JobSources(
                job.model().name(), job.cluster().name(), job.stack().name());
    }

    public JobSources withModel(String nameOrPath) {
        return new JobSources(nameOrPath, cluster, stack);
    }

    public JobSources withCluster(String nameOrPath) {
        return new JobSources(model, nameOrPath, stack);
    }

    public JobSources withStack(String nameOrPath) {
        return new JobSources(model, cluster, nameOrPath);
    }
}
