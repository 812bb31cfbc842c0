package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.OptionNames;
import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;

/** The one job that a command is about: that of a file, or the one in the options. */
record JobInput(Catalog catalog, JobOptions options) {
    /** @param rank which layout of a plan file, as it is typed */
    TrainingJob ofFile(Path file, String rank) {
        OptionReader reader = new OptionReader();
        int wanted = reader.read("--rank", rank, 1, OptionReader::positive);
        reader.require(
                options.given().isEmpty(),
                file.toString(),
                "already says what the job is.",
                "Leave out " + String.join(", ", options.given()) + ", or change the file.");
        reader.check();
        return new JobSource(catalog).job(file, wanted);
    }

    /** As above, where the file says what the layout is, too. */
    TrainingJob ofFile(Path file, String rank, LayoutOptions layout) {
        OptionReader reader = new OptionReader();
        reader.require(
                !layout.given(),
                file.toString(),
                "already says what the layout is.",
                "Leave out the options of the layout, or change the file.");
        reader.check();
        return ofFile(file, rank);
    }

    /** The options' job with the layout that is left when each choice has one value. */
    TrainingJob pinned(LayoutOptions layout) {
        OptionReader reader = new OptionReader();
        return pinned(layout.form().freedom(reader), reader);
    }

    TrainingJob pinned(Freedom freedom, OptionReader reader) {
        try {
            JobFrame frame = options.form().frame(catalog, reader);
            return frame.with(PinnedLayout.of(
                    freedom,
                    frame.cluster().devices(),
                    catalog.stacks().defaults(options.form().stackName())));
        } catch (InvalidInputException e) {
            throw OptionNames.translated(e);
        }
    }
}
