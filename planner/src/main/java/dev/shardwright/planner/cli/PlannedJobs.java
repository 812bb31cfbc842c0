package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.JobForm;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.simulator.jobfile.JobFile;
import dev.shardwright.simulator.jobfile.JobSources;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The layouts of a plan as job files, 01.json for the first. */
record PlannedJobs(Path folder) {
    /** Throws InvalidInputException when the folder is not there, before a long search. */
    void check() {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(
                    "--jobs = " + folder, "is no folder.", "Create it first: mkdir " + folder + ".");
        }
    }

    /** Model, cluster and stack are named as on the command line; files by their whole path, since jobs lie elsewhere. */
    void write(Plan plan, JobForm form) {
        for (PlannedLayout layout : plan.layouts()) {
            JobSources sources = JobSources.named(layout.job());
            sources = file(form.model()).map(sources::withModel).orElse(sources);
            sources = file(form.cluster()).map(sources::withCluster).orElse(sources);
            sources = file(form.stack()).map(sources::withStack).orElse(sources);
            Path path = folder.resolve(String.format(Locale.ROOT, "%02d.json", layout.rank()));
            new OutputFile(path, JobFile.write(layout.job(), sources), false).write();
        }
    }

    private static Optional<String> file(String nameOrPath) {
        return List.of(nameOrPath).stream()
                .filter(name -> !name.isEmpty() && Files.isRegularFile(Path.of(name)))
                .map(name -> Path.of(name).toAbsolutePath().toString())
                .findFirst();
    }
}
