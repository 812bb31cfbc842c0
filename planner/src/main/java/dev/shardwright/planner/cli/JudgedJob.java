package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.importing.FrameworkGuess;
import dev.shardwright.planner.importing.ImportContext;
import dev.shardwright.planner.importing.Imported;
import dev.shardwright.planner.importing.Importer;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.planner.request.Dialect;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.UserPath;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.jobfile.JobSources;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A job that a command judges: of a job or plan file, or of a launch script or configuration. */
record JudgedJob(Path file, ProposedJob job, Optional<Script> script) {
    /** Files of a framework, and what was read from them. */
    record Script(List<SourceFile> files, Imported imported, ImportContext context) {
        /** The framework in the version of the files, or the newest where they do not tell; empty without an exporter. */
        Optional<Target> target() {
            return JudgedJob.target(imported.framework());
        }
    }

    /** Throws InvalidInputException for files that cannot be read. */
    static JudgedJob read(List<NumberedFile> files, ImportOptions options, Catalog catalog) {
        NumberedFile first = files.get(0);
        if (!JobSource.holds(first.file())) {
            return ofScript(files.stream().map(NumberedFile::file).toList(), options, catalog);
        }
        if (files.size() > 1 || options.given()) {
            throw new InvalidInputException(
                    first.file().toString(),
                    "already says what the job is.",
                    "Leave out other files and options of the job: they are for scripts.");
        }
        return new JudgedJob(
                first.file(), new JobSource(catalog).proposal(first.file(), first.rank()), Optional.empty());
    }

    private static JudgedJob ofScript(List<Path> paths, ImportOptions options, Catalog catalog) {
        List<SourceFile> files = paths.stream().map(SourceFile::read).toList();
        ImportContext context = options.context(catalog, paths.get(0));
        Imported imported = Importer.propose(files, context);
        return new JudgedJob(paths.get(0), imported.proposal(), Optional.of(new Script(files, imported, context)));
    }

    /**
     * Who is to run the job: the framework of a script, in the newest version where the script does not tell; nobody in
     * particular where our own words for that framework do not reach as far as the script's.
     */
    Dialect dialect() {
        return script.filter(s -> job.broken().isEmpty())
                .flatMap(Script::target)
                .map(Dialect.class::cast)
                .filter(target -> target.refusals(job.job()).isEmpty())
                .orElse(Dialect.ANY);
    }

    private static Optional<Target> target(FrameworkGuess guess) {
        return guess.framework().target().map(known -> {
            try {
                return Target.named(known, guess.version());
            } catch (InvalidInputException e) {
                return Target.named(known, "");
            }
        });
    }

    /** What a job file calls its parts, files among them by their whole path, since another job file lies elsewhere. */
    JobSources sources(TrainingJob other) {
        JsonNode node = JsonText.parse(JsonText.read(file), file.toString());
        JobSources sources = JobSources.named(other);
        if (node.has("plans")) {
            return sources;
        }
        JsonNode model = node.get("model");
        sources = sources.withCluster(whole(node.at("/cluster/name").asText()));
        sources = node.has("stack") ? sources.withStack(whole(node.get("stack").asText())) : sources;
        return model.isObject()
                ? sources.withModelConfig(
                        model.get("name").asText(), model.get("config").toString())
                : sources.withModel(whole(model.asText()));
    }

    private String whole(String nameOrPath) {
        return UserPath.beside(file, nameOrPath).map(Path::toString).orElse(nameOrPath);
    }
}
