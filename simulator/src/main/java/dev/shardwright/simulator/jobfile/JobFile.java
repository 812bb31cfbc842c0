package dev.shardwright.simulator.jobfile;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.JsonFields;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.job.TrainingJob;
import java.nio.file.Path;

/** Reads and writes one training job as JSON. */
public final class JobFile {
    private JobFile() {}

    /** Reads a job; throws InvalidInputException with all problems of the file, each with file, key and value. */
    public static TrainingJob read(Path file, Catalog catalog) {
        return new JobReader(JsonFields.read(file), file, catalog).job();
    }

    /** Reads the text of a file; paths in it are relative to that file, which need not exist. */
    public static TrainingJob parse(String text, Path file, Catalog catalog) {
        return new JobReader(JsonFields.parse(text, file.toString()), file, catalog).job();
    }

    /** The same of a job whose layout may break the rules of its model, cluster or stack: they are left to the caller. */
    public static ProposedJob parseProposal(String text, Path file, Catalog catalog) {
        return new JobReader(JsonFields.parse(text, file.toString()), file, catalog).proposal();
    }

    /** The file's text for a job of presets; reading it yields an equal job. */
    public static String write(TrainingJob job) {
        return write(job, JobSources.named(job));
    }

    /** The file's text for a job whose parts were read from the given sources. */
    public static String write(TrainingJob job, JobSources sources) {
        return JobWriter.text(job, sources);
    }
}
