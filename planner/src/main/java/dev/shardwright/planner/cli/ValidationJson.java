package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.reportfile.ReportJson;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import dev.shardwright.simulator.validation.ErrorStatistics;
import dev.shardwright.simulator.validation.OutOfMemoryTable;
import dev.shardwright.simulator.validation.Ranking;
import dev.shardwright.simulator.validation.RunScore;
import dev.shardwright.simulator.validation.Summary;
import dev.shardwright.simulator.validation.Validation;
import java.util.List;
import java.util.Optional;

/** The machine format of a validation. Every run has every key; what is unknown is null. Errors are fractions. */
final class ValidationJson {
    private ValidationJson() {}

    static ObjectNode of(Validation validation) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode runs = node.putArray("runs");
        validation.runs().forEach(run -> runs.add(run(run)));
        summaries(node.putArray("summary"), validation.summaries());
        summaries(node.putArray("groups"), validation.groups());
        return node;
    }

    private static ObjectNode run(RunScore run) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", run.id()).put("file", run.file());
        if (run instanceof RunScore.Scored scored) {
            node.put("status", "scored").putNull("reason");
            predicted(node.putObject("predicted"), scored.predicted());
            measured(node.putObject("measured"), scored.measured());
            ArrayNode assumed = node.putArray("assumed");
            scored.assumed().forEach(assumed::add);
        } else if (run instanceof RunScore.Skipped skipped) {
            node.put("status", "skipped").put("reason", skipped.reason());
            node.putNull("predicted").putNull("measured").putArray("assumed");
        }
        return node;
    }

    private static void predicted(ObjectNode node, RunScore.Prediction prediction) {
        node.put("iteration_s", ReportJson.rounded(prediction.iteration().value()));
        node.put("iteration_low_s", ReportJson.rounded(prediction.low().value()));
        node.put("iteration_high_s", ReportJson.rounded(prediction.high().value()));
        node.put("peak_memory_gib", ReportJson.rounded(prediction.peak().inGibibytes()));
        node.put(
                "peak_memory_low_gib",
                ReportJson.rounded(prediction.peak().inGibibytes()
                        * prediction.confidence().memory().low()));
        node.put(
                "peak_memory_high_gib",
                ReportJson.rounded(prediction.peak().inGibibytes()
                        * prediction.confidence().memory().high()));
        node.put("oom", prediction.verdict() == Verdict.OUT_OF_MEMORY);
    }

    private static void measured(ObjectNode node, RunScore.Measurement measurement) {
        Optional<Double> time = measurement.iteration().map(Seconds::value);
        Optional<Double> peak = measurement.peak().map(Bytes::inGibibytes);
        node.put("iteration_s", time.orElse(null));
        node.put("peak_memory_gib", peak.orElse(null));
        node.put("oom", measurement.outOfMemory().orElse(null));
    }

    private static void summaries(ArrayNode array, List<Summary> summaries) {
        for (Summary summary : summaries) {
            ObjectNode node = array.addObject().put("name", summary.name());
            errors(node.putObject("time"), summary.time());
            errors(node.putObject("memory"), summary.memory());
            ranking(node.putObject("ranking"), summary.ranking());
            outOfMemory(node.putObject("oom"), summary.outOfMemory());
            ObjectNode skipped = node.putObject("skipped");
            summary.skipped().forEach(skipped::put);
        }
    }

    private static void errors(ObjectNode node, ErrorStatistics errors) {
        boolean any = errors.count() > 0;
        node.put("count", errors.count());
        put(node, "mape", any, errors.mean());
        put(node, "median", any, errors.median());
        put(node, "p90", any, errors.p90());
        put(node, "bias", any, errors.bias());
    }

    private static void ranking(ObjectNode node, Ranking ranking) {
        boolean any = ranking.groups() > 0;
        node.put("groups", ranking.groups());
        put(node, "best_kept", any, ranking.bestKept());
        put(node, "pairs_in_order", any, ranking.pairsInOrder());
        node.put("first_fit_ran", ranking.firstFitRan());
    }

    private static void put(ObjectNode node, String key, boolean known, double value) {
        if (known) {
            node.put(key, ReportJson.rounded(value));
        } else {
            node.putNull(key);
        }
    }

    private static void outOfMemory(ObjectNode node, OutOfMemoryTable table) {
        node.put("count", table.count());
        put(node, "accuracy", table.count() > 0, table.accuracy());
        node.put("ran_as_predicted", table.ranAsPredicted());
        node.put("ran_against", table.ranAgainst());
        node.put("failed_as_predicted", table.failedAsPredicted());
        node.put("failed_against", table.failedAgainst());
    }
}
