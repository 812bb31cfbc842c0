package dev.shardwright.simulator.reportfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.report.Explanation;

/** The machine format of an explanation, by the rules of {@link ReportJson}. */
public final class ExplanationJson {
    private ExplanationJson() {}

    public static ObjectNode of(Explanation explanation) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ReportJson.put(node, "step_s", explanation.length().played().value());
        ReportJson.put(node, "closed_form_s", explanation.length().closedForm().value());
        ReportJson.put(node, "difference", explanation.length().difference());
        node.put("tasks", explanation.tasks());
        causes(node, explanation);
        ArrayNode streams = node.putArray("beside_compute");
        explanation.beside().forEach(beside -> streams.add(beside(beside)));
        ArrayNode ranks = node.putArray("idle");
        explanation.idle().forEach(idle -> ranks.add(idle(idle)));
        peak(node.putObject("memory_peak"), explanation.peak());
        return node;
    }

    private static void causes(ObjectNode node, Explanation explanation) {
        ObjectNode path = node.putObject("critical_path_s");
        ObjectNode without = node.putObject("step_without_s");
        explanation.causes().forEach((category, cause) -> {
            String key = ReportJson.key(category.label());
            ReportJson.put(path, key, cause.onCriticalPath().value());
            ReportJson.put(without, key, cause.stepWithout().value());
        });
    }

    private static ObjectNode beside(Explanation.Beside beside) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("stream", ReportJson.key(beside.stream().label()));
        node.put("rank", beside.rank());
        ReportJson.put(node, "busy_s", beside.busy().value());
        ReportJson.put(node, "exposed_s", beside.exposed().value());
        return node;
    }

    private static ObjectNode idle(Explanation.Idle idle) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("rank", idle.rank());
        ReportJson.put(node, "compute_share", idle.compute());
        ReportJson.put(node, "all_streams_share", idle.all());
        return node;
    }

    private static void peak(ObjectNode node, Explanation.MemoryPeak peak) {
        node.put("rank", peak.rank());
        ReportJson.put(node, "at_s", peak.at().value());
        ReportJson.put(node, "used_gib", peak.used().inGibibytes());
    }
}
