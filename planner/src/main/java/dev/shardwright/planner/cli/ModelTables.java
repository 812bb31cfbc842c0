package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.model.Attention;
import dev.shardwright.simulator.model.LayerGroup;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.ParameterLedger;
import dev.shardwright.simulator.model.ParameterLine;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.TextTable;
import java.util.List;
import java.util.Locale;

/** Models and their parameter ledgers as tables and as JSON. */
final class ModelTables {
    private ModelTables() {}

    static List<String> list(List<Transformer> models) {
        TextTable table = new TextTable().left("model").right("parameters").right("active");
        table.right("layers").right("hidden").right("heads").right("experts").right("vocabulary");
        for (Transformer model : models) {
            ParameterLedger ledger = model.parameters();
            table.row(List.of(
                    model.name(),
                    JobText.parameters(ledger.total()),
                    ledger.active() == ledger.total() ? "" : JobText.parameters(ledger.active()),
                    String.valueOf(model.layers().size()),
                    JobText.number(model.hidden()),
                    String.valueOf(model.layers().get(0).attention().heads()),
                    experts(model),
                    JobText.number(model.vocabulary().size())));
        }
        return table.lines();
    }

    private static String experts(Transformer model) {
        int most = 0;
        for (LayerGroup group : model.groups()) {
            if (group.layer().feedForward() instanceof MixtureOfExperts mixture) {
                most = Math.max(most, mixture.experts());
            }
        }
        return most == 0 ? "" : String.valueOf(most);
    }

    /** The model in one sentence. */
    static List<String> shape(Transformer model) {
        Attention attention = model.layers().get(0).attention();
        return List.of(
                JobText.model(model),
                model.layers().size() + " layers of width " + JobText.number(model.hidden()) + ", " + attention.heads()
                        + " heads with " + attention.kvHeads() + " for keys and values, vocabulary "
                        + JobText.number(model.vocabulary().size())
                        + (model.vocabulary().tied() ? " (embedding and head share weights)" : ""));
    }

    static List<String> ledger(ParameterLedger ledger) {
        TextTable table = new TextTable().left("parameters of").right("times").right("each");
        table.right("total").right("share");
        for (ParameterLine line : ledger.lines()) {
            table.row(List.of(
                    line.name(),
                    JobText.number(line.times()),
                    JobText.number(line.each()),
                    JobText.number(line.total()),
                    String.format(Locale.ROOT, "%.2f %%", 100.0 * line.total() / ledger.total())));
        }
        table.row(List.of("total", "", "", JobText.number(ledger.total()), "100.00 %"));
        if (ledger.active() != ledger.total()) {
            table.row(List.of("active per token", "", "", JobText.number(ledger.active()), ""));
        }
        return table.lines();
    }

    static ObjectNode totals(Transformer model) {
        ParameterLedger ledger = model.parameters();
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", model.name())
                .put("parameters", ledger.total())
                .put("active_parameters", ledger.active());
    }

    static ArrayNode ledgerJson(ParameterLedger ledger) {
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        for (ParameterLine line : ledger.lines()) {
            lines.addObject()
                    .put("name", line.name())
                    .put("times", line.times())
                    .put("each", line.each())
                    .put("total", line.total())
                    .put("active", line.active());
        }
        return lines;
    }
}
