package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.diagnosis.Bottleneck;
import dev.shardwright.planner.diagnosis.Change;
import dev.shardwright.planner.diagnosis.Choice;
import dev.shardwright.planner.diagnosis.Diagnosis;
import dev.shardwright.planner.planfile.LayoutJson;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.ReportJson;

/** A diagnosis for machines. Keys are stable: later versions may add some. Ratios are of step times, after over before. */
record DiagnosisJson(Diagnosis diagnosis) {
    static ObjectNode of(Diagnosis diagnosis) {
        return new DiagnosisJson(diagnosis).node();
    }

    private ObjectNode node() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("runs", diagnosis.runs());
        node.set("layout", LayoutJson.write(diagnosis.job().layout()));
        ArrayNode broken = node.putArray("broken");
        diagnosis
                .broken()
                .forEach(problem -> broken.addObject()
                        .put("where", problem.where())
                        .put("rule", problem.rule())
                        .put("suggestion", problem.suggestion()));
        diagnosis.now().ifPresent(report -> {
            node.set("report", ReportJson.of(report));
            node.put("binds", Bottleneck.of(report));
        });
        diagnosis.failure().ifPresent(failure -> {
            ArrayNode words = node.putArray("failure");
            failure.words().forEach(words::add);
        });
        ArrayNode changes = node.putArray("changes");
        diagnosis.changes().forEach(change -> changes.add(change(change)));
        if (!diagnosis.plan().layouts().isEmpty()) {
            node.set("best", after(diagnosis.plan().layouts().get(0).report()));
        }
        return node;
    }

    private ObjectNode change(Change change) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode choices = node.putArray("choices");
        change.choices().stream().map(Choice::label).forEach(choices::add);
        node.put("change", change.words());
        return node.setAll(after(change.after()));
    }

    private ObjectNode after(Report report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        diagnosis
                .factor(report)
                .ifPresent(factor -> node.putObject("step_time_ratio")
                        .put("predicted", factor.predicted())
                        .put("low", factor.low())
                        .put("high", factor.high()));
        node.set("layout", LayoutJson.write(report.job().layout()));
        node.set("report", ReportJson.of(report));
        return node;
    }
}
