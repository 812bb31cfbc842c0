package dev.shardwright.gui.plan;

import dev.shardwright.gui.session.LayoutRow;
import dev.shardwright.gui.session.PlanAnswer;
import dev.shardwright.planner.export.ExportContext;
import dev.shardwright.planner.export.ExportedFile;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.planfile.PlanFile;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes answers to files. Every method throws InvalidInputException when the file or the layout does not allow it. */
final class PlanOutput {
    private final Catalog catalog;

    PlanOutput(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Saves the whole plan, for the command line's `export` and `simulate`. */
    Notice savePlan(PlanAnswer answer, Path file) {
        String json = PlanFile.write(answer.plan(), answer.request(), catalog, answer.elapsed());
        new OutputFile(file, json, false).write();
        return new Notice(Notice.Kind.DONE, "Saved " + file);
    }

    /** Writes the launch script of a layout to the file, and its Slurm script beside it. */
    Notice exportMegatron(LayoutRow row, Path script) {
        Target target = Target.named("megatron", "");
        ExportContext context = new ExportContext(Optional.of(row.report()), baseName(script));
        List<OutputFile> files = new ArrayList<>();
        for (ExportedFile file : target.export(row.planned().job(), context)) {
            Path path = files.isEmpty() ? script : script.resolveSibling(file.name());
            files.add(new OutputFile(path, file.text(), file.mode() == ExportedFile.Mode.EXECUTABLE));
        }
        refuseToReplace(files.subList(1, files.size()));
        files.forEach(OutputFile::write);
        String names = files.stream().map(file -> file.path().toString()).collect(Collectors.joining(" and "));
        return new Notice(Notice.Kind.DONE, "Wrote " + names + " for " + target.name() + " " + target.version());
    }

    /** The person agreed to replace the file that was chosen, but saw no other. */
    private static void refuseToReplace(List<OutputFile> others) {
        for (OutputFile file : others) {
            if (file.replacesOther()) {
                throw new InvalidInputException(
                        file.path().toString(), "holds something else already.", "Choose another name or folder.");
            }
        }
    }

    private static String baseName(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
