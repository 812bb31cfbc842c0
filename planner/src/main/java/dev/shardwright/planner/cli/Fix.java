package dev.shardwright.planner.cli;

import dev.shardwright.planner.diagnosis.Change;
import dev.shardwright.planner.diagnosis.Diagnosis;
import dev.shardwright.planner.importing.Framework;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.rewrite.MegatronRewrite;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.jobfile.JobFile;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes what was diagnosed with a better layout: the best one, or that of one change. */
record Fix(JudgedJob judged, Diagnosis diagnosis, int change, Console console) {
    /** Throws InvalidInputException where no such layout can be written; nothing is written then. */
    void write(Path out) {
        InvalidInputException refusal = null;
        for (TrainingJob job : candidates()) {
            try {
                String text =
                        judged.script().map(script -> rewritten(script, job)).orElseGet(() -> ofJobFile(job, out));
                new OutputFile(out, text, out.toString().endsWith(".sh")).write();
                console.say("wrote " + out + ": "
                        + new Change(List.of(), diagnosis.job().layout(), diagnosis.reportOf(job)).words());
                return;
            } catch (InvalidInputException e) {
                refusal = refusal == null ? e : refusal;
            }
        }
        throw refusal == null
                ? new InvalidInputException("--fix " + out, "has nothing to write: no layout is better.", "")
                : refusal;
    }

    /** What may be written, the best first. */
    private List<TrainingJob> candidates() {
        List<Change> changes = diagnosis.changes();
        if (change > changes.size()) {
            throw new InvalidInputException(
                    "--change = " + change,
                    "must be the number of a change (" + changes.size() + ").",
                    "Leave it out for the best layout.");
        }
        if (change > 0) {
            return List.of(changes.get(change - 1).after().job());
        }
        List<TrainingJob> jobs = new ArrayList<>();
        diagnosis.plan().layouts().stream()
                .map(layout -> layout.job())
                .filter(job -> !job.layout().equals(diagnosis.job().layout()))
                .forEach(jobs::add);
        changes.forEach(single -> jobs.add(single.after().job()));
        return jobs;
    }

    /** Reading the file must yield the job: its parts may be files elsewhere, and not every choice has a word. */
    private String ofJobFile(TrainingJob job, Path out) {
        String text = JobFile.write(job, judged.sources(job));
        if (!JobFile.parse(text, out, Catalog.shipped()).equals(job)) {
            throw new InvalidInputException(
                    out.toString(),
                    "would not say the whole change: job files have no word for how layers are dealt to stages.",
                    "Maybe use --change with the number of another change.");
        }
        return text;
    }

    private static String rewritten(JudgedJob.Script script, TrainingJob job) {
        if (script.imported().framework().framework() != Framework.MEGATRON) {
            throw new InvalidInputException(
                    script.files().get(0).name(),
                    "is not a Megatron-LM script, the only ones that are rewritten.",
                    "Write the change by hand, or export the best plan anew.");
        }
        List<SourceFile> files = MegatronRewrite.of(script.files(), script.imported(), job, script.context());
        return files.get(0).text();
    }
}
