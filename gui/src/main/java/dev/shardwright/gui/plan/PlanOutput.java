package dev.shardwright.gui.plan;

import dev.shardwright.gui.session.PlanAnswer;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.planfile.PlanFile;
import dev.shardwright.simulator.catalog.Catalog;
import java.nio.file.Path;

/** Writes answers to files. */
final class PlanOutput {
    private final Catalog catalog;

    PlanOutput(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Saves the whole plan, for the command line's `export` and `simulate`. Throws InvalidInputException when the file cannot
     * be written.
     */
    Notice savePlan(PlanAnswer answer, Path file) {
        String json = PlanFile.write(answer.plan(), answer.request(), catalog, answer.elapsed());
        new OutputFile(file, json, false).write();
        return new Notice(Notice.Kind.DONE, "Saved " + file);
    }
}
