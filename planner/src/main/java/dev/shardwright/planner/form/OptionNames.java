package dev.shardwright.planner.form;

import dev.shardwright.planner.request.Knob;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names the options in problems that name the keys of a job file. */
public final class OptionNames {
    private static final Map<String, String> OPTIONS = options();

    private OptionNames() {}

    private static Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        for (Knob knob : Knob.values()) {
            options.put(knob.key(), knob.option());
        }
        options.put("model", "--model");
        options.put("cluster", "--cluster");
        options.put("stack", "--stack");
        options.put("workload.global_batch", "--global-batch");
        options.put("workload.sequence_length", "--sequence-length");
        options.put("workload.document_length", "--document-length");
        options.put("workload.routing", "--expert-imbalance");
        options.put("parallel.sequence_parallel", "--sequence-parallel");
        options.put("schedule", "--schedule");
        options.put("parallel", "--gpus");
        options.put("gpus", "--gpus");
        return options;
    }

    /** The same problems in the words of the command line. */
    public static InvalidInputException translated(InvalidInputException e) {
        return new InvalidInputException(
                e.problems().stream().map(OptionNames::translated).toList());
    }

    private static Problem translated(Problem problem) {
        String where = problem.where();
        int end = where.indexOf(" = ");
        String key = end < 0 ? where : where.substring(0, end);
        String option = OPTIONS.get(key);
        return option == null
                ? problem
                : new Problem(option + where.substring(key.length()), problem.rule(), problem.suggestion());
    }
}
