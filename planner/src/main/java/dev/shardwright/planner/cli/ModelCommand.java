package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.ModelCatalog;
import dev.shardwright.simulator.model.Transformer;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What models there are, and where a model's parameters stand. */
@Command(
        name = "model",
        header = "List the models, or show a model's parameters line by line.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  shardwright model list",
            "  shardwright model show llama-3-70b",
            "  shardwright model show path/to/config.json --format json",
            "",
            ExitStatus.EXPLAINED
        })
final class ModelCommand {
    private final Console console;

    ModelCommand(Console console) {
        this.console = console;
    }

    @Command(name = "list", header = "List the model presets.")
    int list(@Mixin FormatOption format) {
        ModelCatalog models = Catalog.shipped().models();
        List<Transformer> all = models.names().stream().map(models::model).toList();
        if (format.json()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            all.forEach(model -> array.add(ModelTables.totals(model)));
            console.print(JsonText.of(array));
        } else {
            console.print(console.heading(ModelTables.list(all)));
        }
        return ExitStatus.DONE;
    }

    @Command(name = "show", header = "Show a model's parameters line by line.")
    int show(
            @Parameters(paramLabel = "NAME|FILE", description = "A preset or a Hugging Face config.json.") String name,
            @Mixin FormatOption format) {
        Transformer model = Catalog.shipped().models().model(name);
        if (format.json()) {
            ObjectNode node = ModelTables.totals(model);
            node.set("ledger", ModelTables.ledgerJson(model.parameters()));
            console.print(JsonText.of(node));
        } else {
            console.print(ModelTables.shape(model));
            console.print("\n");
            console.print(console.heading(ModelTables.ledger(model.parameters())));
        }
        return ExitStatus.DONE;
    }
}
