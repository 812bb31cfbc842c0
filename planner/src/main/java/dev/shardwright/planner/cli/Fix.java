package dev.shardwright.planner.cli;

import dev.shardwright.planner.diagnosis.Change;
import dev.shardwright.planner.diagnosis.Diagnosis;
import dev.shardwright.planner.export.ExportedFiles;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.importing.Framework;
import dev.shardwright.planner.importing.document.Documents;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.rewrite.KeyRewrite;
import dev.shardwright.planner.rewrite.MegatronRewrite;
import dev.shardwright.planner.rewrite.OverrideRewrite;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.jobfile.JobFile;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.stack.StageSplit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes what was diagnosed with a better layout: the best one, or that of one change. */
record Fix(JudgedJob judged, Diagnosis diagnosis, int change, Console console) {
    /** Throws InvalidInputException where no such layout can be written; nothing is written then. */
    void write(Path out) {
        List<Report> wanted = wanted();
        if (wanted.isEmpty()) {
            console.say("nothing written: no layout is better.");
            return;
        }
        List<InvalidInputException> refusals = new ArrayList<>();
        for (Report report : wanted) {
            try {
                files(report.job(), out).write();
                refusals.stream().limit(1).forEach(this::sayWhyNotTheBest);
                console.say("wrote " + out + ": "
                        + new Change(List.of(), diagnosis.job().layout(), report).words());
                return;
            } catch (InvalidInputException e) {
                refusals.add(e);
            }
        }
        throw refusals.get(0);
    }

    private void sayWhyNotTheBest(InvalidInputException refusal) {
        refusal.problems().stream()
                .limit(1)
                .map(problem -> "not the best layout: " + problem.where() + " " + problem.rule())
                .flatMap(text -> console.wrapped(text, "", "  ").stream())
                .forEach(console::say);
    }

    /** What may be written, the best first. */
    private List<Report> wanted() {
        List<Change> changes = diagnosis.changes();
        if (change > changes.size()) {
            throw new InvalidInputException(
                    "--change = " + change,
                    "must be the number of a change (" + changes.size() + ").",
                    "Leave it out for the best layout.");
        }
        return change == 0
                ? diagnosis.better()
                : List.of(changes.get(change - 1).after());
    }

    private ExportedFiles files(TrainingJob job, Path out) {
        return judged.script()
                .map(script -> changed(script, rewritten(script, job), out))
                .orElseGet(() -> new ExportedFiles(List.of(new OutputFile(out, ofJobFile(job, out), false))));
    }

    /** One changed file is written where the user says; of several, OUT is the folder. */
    private static ExportedFiles changed(JudgedJob.Script script, List<SourceFile> files, Path out) {
        List<SourceFile> changed = new ArrayList<>(files);
        changed.removeAll(script.files());
        if (changed.size() == 1) {
            return new ExportedFiles(List.of(file(out, changed.get(0))));
        }
        requireNames(changed);
        ExportedFiles.createFolder(out);
        return new ExportedFiles(changed.stream()
                .map(file -> file(out.resolve(file.baseName()), file))
                .toList());
    }

    /** In one folder, files need names of their own. */
    private static void requireNames(List<SourceFile> files) {
        List<String> names = files.stream().map(SourceFile::baseName).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new InvalidInputException(
                    String.join(", ", files.stream().map(SourceFile::name).toList()),
                    "are to change, and some have the same name: they cannot be written to one folder.",
                    "Copy them under other names first.");
        }
    }

    private static OutputFile file(Path path, SourceFile file) {
        return new OutputFile(path, file.text(), file.extension().equals("sh"));
    }

    /** Reading the file must yield the job: its parts may be files elsewhere, and not every choice has a word. */
    private String ofJobFile(TrainingJob job, Path out) {
        String text = JobFile.write(job, judged.sources(job));
        if (!JobFile.parse(text, out, Catalog.shipped()).equals(dealt(job))) {
            throw new InvalidInputException(
                    out.toString(),
                    "would not say the whole change.",
                    "Maybe use --change with the number of another change.");
        }
        return text;
    }

    /** Without counts of stages that its layout has not. */
    private static TrainingJob dealt(TrainingJob job) {
        StageSplit split = job.stack().execution().split();
        SoftwareStack stack = job.stack()
                .withSplit(split.of(job.layout().stages(), job.model().layers().size()));
        return new TrainingJob(job.model(), job.cluster(), job.workload(), job.layout(), job.numerics(), stack);
    }

    /** All files of the script, changed or not. */
    private static List<SourceFile> rewritten(JudgedJob.Script script, TrainingJob job) {
        SourceFile first = script.files().get(0);
        Framework framework = script.imported().framework().framework();
        if (framework == Framework.MEGATRON && !Documents.reads(first)) {
            return MegatronRewrite.of(script.files(), script.imported(), job, script.context());
        }
        Target target = script.target()
                .orElseThrow(() -> new InvalidInputException(
                        first.name(),
                        "is for " + framework.label() + ", which nothing is written for.",
                        "Write the change by hand."));
        if (framework == Framework.BRIDGE && !Documents.reads(first)) {
            return OverrideRewrite.of(script.files(), script.imported(), target, job, script.context());
        }
        return KeyRewrite.of(script.files(), script.imported(), target, job, script.context());
    }
}
