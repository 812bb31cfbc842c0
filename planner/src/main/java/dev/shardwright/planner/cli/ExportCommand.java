package dev.shardwright.planner.cli;

import dev.shardwright.planner.export.ExportContext;
import dev.shardwright.planner.export.ExportedFile;
import dev.shardwright.planner.export.Framework;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.export.Target.Naming;
import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.FileFailure;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
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
            required = true,
            completionCandidates = Frameworks.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
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
        Target target = Target.named(framework, version);
        OptionReader reader = new OptionReader();
        int wanted = reader.read("--rank", rank, 1, OptionReader::positive);
        reader.check();
        TrainingJob job = new JobSource(Catalog.shipped()).job(source, wanted);
        ExportContext context = ExportContext.predicted(job);
        if (output == null) {
            console.print(target.export(job, context).get(0).text());
        } else {
            write(target.export(job, context.named(baseName(target))), target);
        }
        return ExitStatus.DONE;
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
            files.add(new OutputFile(path, file.text(), file.mode() == ExportedFile.Mode.EXECUTABLE));
        }
        refuseToReplace(files);
        if (target.naming() == Naming.FIXED) {
            createFolder();
        }
        files.forEach(OutputFile::write);
        List<String> names = files.stream().map(file -> file.path().toString()).toList();
        console.say("wrote " + String.join(" and ", names) + " for " + target.name() + " " + target.version());
    }

    private void createFolder() {
        try {
            Files.createDirectories(output);
        } catch (IOException e) {
            throw new InvalidInputException(
                    output.toString(),
                    "cannot be made a folder: " + FileFailure.reason(e) + ".",
                    "Name another folder.");
        }
    }

    private void refuseToReplace(List<OutputFile> files) {
        List<String> others = files.stream()
                .filter(OutputFile::replacesOther)
                .map(file -> file.path().toString())
                .toList();
        if (!force && !others.isEmpty()) {
            throw new InvalidInputException(
                    String.join(", ", others),
                    others.size() == 1 ? "holds something else already." : "hold something else already.",
                    "Add --force to replace " + (others.size() == 1 ? "it." : "them."));
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
