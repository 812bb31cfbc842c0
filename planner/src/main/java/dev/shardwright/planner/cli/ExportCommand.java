package dev.shardwright.planner.cli;

import dev.shardwright.planner.export.ExportContext;
import dev.shardwright.planner.export.ExportedFile;
import dev.shardwright.planner.export.ExportedFiles;
import dev.shardwright.planner.export.Framework;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.export.Target.Naming;
import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.planfile.PlanFile;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what starts a planned job. */
@Command(
        name = "export",
        header = "Write the launch files of a planned layout for a training framework.",
        sortOptions = false,
        description = {"", "Without -o, the first file is printed. Frameworks and versions: docs/export.md."},
        footer = {
            "",
            "Examples:",
            "  shardwright export plan.json --to megatron -o launch.sh",
            "  shardwright export plan.json --to megatron --target-version 0.17 --rank 2 -o launch-files/",
            "  shardwright export plan.json --to deepspeed -o deepspeed/",
            "  shardwright export plan.json --to torchtitan@0.2.2 --fallback-nodes 2 -o launch-files",
            "",
            ExitStatus.EXPLAINED
        })
final class ExportCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "PLAN", description = "A plan file (`shardwright plan ... -o plan.json`) or a job file.")
    private Path source;

    @Option(
            names = "--to",
            paramLabel = "FRAMEWORK",
            defaultValue = "",
            completionCandidates = Frameworks.class,
            description = "One of ${COMPLETION-CANDIDATES}; default the one that the plan was made for.")
    private String framework;

    @Option(
            names = "--target-version",
            paramLabel = "VERSION",
            defaultValue = "",
            description = "Version of the framework; default the newest that is known.")
    private String version;

    @Option(
            names = "--rank",
            paramLabel = "K",
            defaultValue = "1",
            description = "Which layout of the plan; default 1.")
    private String rank;

    @Option(
            names = "--fallback-nodes",
            paramLabel = "K",
            defaultValue = "",
            description = "Also plan and export for up to K nodes fewer: a folder each, and select.sh.")
    private String fallbackNodes;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE|FOLDER",
            description = "A folder for the files; for megatron also the script's name.")
    private Path output;

    @Option(names = "--force", description = "Replace files that hold something else.")
    private boolean force;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Target target = target();
        OptionReader reader = new OptionReader();
        int wanted = reader.read("--rank", rank, 1, OptionReader::positive);
        int fewer = reader.read("--fallback-nodes", fallbackNodes, 0, OptionReader::positive);
        reader.require(
                fewer == 0 || output != null,
                "--fallback-nodes = " + fewer,
                "writes a folder for each number of nodes.",
                "Name the folder for all of them: -o FOLDER.");
        reader.check();
        TrainingJob job = new JobSource(Catalog.shipped()).job(source, wanted);
        if (fewer > 0) {
            fallbacks(job, target, fewer);
            return ExitStatus.DONE;
        }
        ExportContext context = ExportContext.predicted(job);
        if (output == null) {
            console.print(target.export(job, context).get(0).text());
        } else {
            write(target.export(job, context.named(baseName(target))), target);
        }
        return ExitStatus.DONE;
    }

    private Target target() {
        String wanted = framework.isEmpty() ? PlanFile.target(source).orElse("") : framework;
        if (wanted.isEmpty()) {
            throw new InvalidInputException(
                    "--to",
                    "is missing: " + source + " was made for no framework in particular.",
                    "Use one of " + String.join(", ", new Frameworks()) + ".");
        }
        return version.isEmpty() ? Target.parse("--to", wanted) : Target.named(nameOnly(wanted), version);
    }

    /** Without the version for which the plan was made. */
    private String nameOnly(String label) {
        return framework.isEmpty() ? label.replaceFirst("@.*", "") : label;
    }

    private boolean isFolder(Target target) {
        return target.naming() == Naming.FIXED
                || Files.isDirectory(output)
                || output.toString().endsWith("/");
    }

    private String baseName(Target target) {
        if (isFolder(target)) {
            return ExportContext.BARE.baseName();
        }
        String name = output.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private void write(List<ExportedFile> exported, Target target) {
        boolean folder = isFolder(target);
        List<OutputFile> files = new ArrayList<>();
        for (ExportedFile file : exported) {
            boolean first = files.isEmpty() && !folder;
            Path path = first ? output : (folder ? output : output.resolveSibling("")).resolve(file.name());
            files.add(ExportedFiles.at(path, file));
        }
        ExportedFiles all = new ExportedFiles(files);
        refuseToReplace(all);
        if (target.naming() == Naming.FIXED) {
            ExportedFiles.createFolder(output);
        }
        all.write();
        console.say("wrote " + all.names() + " for " + target.name() + " " + target.version());
    }

    private void fallbacks(TrainingJob job, Target target, int fewer) {
        FallbackExport export = new FallbackExport(console, target, output);
        ExportedFiles all = export.files(job, fewer);
        refuseToReplace(all);
        export.write(all);
    }

    private void refuseToReplace(ExportedFiles all) {
        if (!force) {
            all.refuseToReplace();
        }
    }

    /** What {@code --to} takes. */
    static final class Frameworks implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Framework.values()).map(Framework::targetName).iterator();
        }
    }
}
