package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.comparison.Comparison;
import dev.shardwright.planner.comparison.JobRow;
import dev.shardwright.planner.comparison.PassRow;
import dev.shardwright.planner.comparison.Remark;
import dev.shardwright.simulator.reportfile.ReportJson;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Schedules side by side, for programs; docs/schedules.md. */
final class ScheduleJson {
    private ScheduleJson() {}

    static ObjectNode ofPasses(Comparison<PassRow> comparison) {
        return of(comparison, (row, node) -> {
            named(node, row.schedule());
            node.put("step", ReportJson.rounded(row.step()));
            node.put("closed_form", ReportJson.rounded(row.closedForm()));
            node.put("idle", ReportJson.rounded(row.idle()));
            node.put("activations_in_flight", ReportJson.rounded(row.inFlight()));
            node.put("hand_overs_per_rank", row.handOvers());
            remarks(node, row.schedule());
        });
    }

    static ObjectNode ofJob(Comparison<JobRow> comparison) {
        return of(comparison, (row, node) -> {
            named(node, row.schedule());
            node.put("iteration_s", ReportJson.rounded(row.played().step().value()));
            node.put(
                    "closed_form_iteration_s",
                    ReportJson.rounded(row.report().iteration().value()));
            node.put("idle", ReportJson.rounded(row.played().idle()));
            node.put("activations_in_flight", ReportJson.rounded(row.inFlight()));
            node.put("peak_memory_gib", ReportJson.rounded(row.played().peak().inGibibytes()));
            node.put(
                    "ledger_peak_memory_gib",
                    ReportJson.rounded(row.report().memory().peak().inGibibytes()));
            node.put("verdict", row.report().memory().verdict().name().toLowerCase(Locale.ROOT));
            node.put("sent_bytes_per_rank", row.played().sent().value());
            remarks(node, row.schedule());
        });
    }

    private static <R> ObjectNode of(Comparison<R> comparison, BiConsumer<R, ObjectNode> write) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode schedules = root.putArray("schedules");
        comparison.rows().forEach(row -> write.accept(row, schedules.addObject()));
        ArrayNode refused = root.putArray("refused");
        comparison.refused().forEach(refusal -> {
            ObjectNode node = refused.addObject();
            named(node, refusal.schedule());
            node.put("reason", refusal.reason());
        });
        return root;
    }

    private static void named(ObjectNode node, PipelineSchedule schedule) {
        node.put("schedule", schedule.name());
        node.put("virtual_pp", schedule.virtualStages());
    }

    private static void remarks(ObjectNode node, PipelineSchedule schedule) {
        node.put("weight_copies", schedule.weightCopies());
        ArrayNode remarks = node.putArray("remarks");
        List<Remark> all = Remark.of(schedule);
        all.forEach(remark -> remarks.add(remark.label()));
    }
}
