package dev.shardwright.planner.cli;

import dev.shardwright.planner.export.ExportContext;
import dev.shardwright.planner.export.ExportedFile;
import dev.shardwright.planner.export.ExportedFile.Mode;
import dev.shardwright.planner.export.ExportedFiles;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.fallback.Fallback;
import dev.shardwright.planner.fallback.FallbackSet;
import dev.shardwright.planner.fallback.SelectScript;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.simulator.job.TrainingJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder for every number of nodes, and the script that selects among them. */
record FallbackExport(Console console, Target target, Path folder) {
    /** All files; says on the way what was found. The first folder holds the job as it was planned. */
    ExportedFiles files(TrainingJob job, int fewer) {
        SearchMonitor monitor = SearchMonitor.within(SearchLimits.DEFAULT.time(), SearchMonitor.SILENT);
        target.export(job, ExportContext.BARE);
        List<Fallback> fallbacks = FallbackSet.of(job, target, fewer, monitor);
        List<OutputFile> files = new ArrayList<>();
        String launch = "";
        for (Fallback fallback : fallbacks) {
            console.say("  " + fallback.words());
            if (fallback.job().isPresent()) {
                TrainingJob own = fallback.job().get();
                for (ExportedFile file : target.export(own, ExportContext.predicted(own))) {
                    files.add(ExportedFiles.at(folder.resolve(fallback.folder()).resolve(file.name()), file));
                    launch = launch.isEmpty() && file.extension().equals(".sh") ? file.name() : launch;
                }
            }
        }
        ExportedFile select =
                new ExportedFile(SelectScript.FILE_NAME, SelectScript.text(fallbacks, launch), Mode.EXECUTABLE);
        files.add(ExportedFiles.at(folder.resolve(select.name()), select));
        return new ExportedFiles(files);
    }

    /** Makes the folders and writes. */
    void write(ExportedFiles all) {
        all.files()
                .forEach(file ->
                        ExportedFiles.createFolder(file.path().toAbsolutePath().getParent()));
        all.write();
        console.say("wrote " + all.files().size() + " files to " + folder + " for " + target.name() + " "
                + target.version() + "; start " + folder.resolve(SelectScript.FILE_NAME));
    }
}
