package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.planner.planfile.PlanFile;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.jobfile.JobFile;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.List;

/** Reads the job that a file describes: one layout of a plan file, or a job file. */
record JobSource(Catalog catalog) {
    /** The layout of that rank, from 1; a job file has only rank 1. */
    TrainingJob job(Path file, int rank) {
        List<TrainingJob> jobs = jobs(file);
        if (jobs.isEmpty()) {
            throw new InvalidInputException(
                    file.toString(), "holds no layout, since none did fit.", "Plan with more GPUs or memory saving.");
        }
        if (rank > jobs.size()) {
            throw new InvalidInputException(
                    "--rank = " + rank,
                    file + " holds " + jobs.size() + (jobs.size() == 1 ? " layout." : " layouts."),
                    "Maybe use " + jobs.size() + ".");
        }
        return jobs.get(rank - 1);
    }

    /** The same, where a job file may describe a layout that breaks rules. */
    ProposedJob proposal(Path file, int rank) {
        String text = JsonText.read(file);
        boolean plan = JsonText.parse(text, file.toString()).has("plans");
        return plan ? ProposedJob.of(job(file, rank)) : JobFile.parseProposal(text, file, catalog);
    }

    /** Whether a file is one of ours, a job or a plan, and not a script or a configuration of a framework. */
    static boolean holds(Path file) {
        if (!file.toString().endsWith(".json")) {
            return false;
        }
        JsonNode node = JsonText.parse(JsonText.read(file), file.toString());
        return node.has("plans") || (node.has("cluster") && node.has("workload"));
    }

    private List<TrainingJob> jobs(Path file) {
        String text = JsonText.read(file);
        boolean plan = JsonText.parse(text, file.toString()).has("plans");
        return plan ? PlanFile.parse(text, file.toString(), catalog) : List.of(JobFile.parse(text, file, catalog));
    }
}
