package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.StackCatalog;
import dev.shardwright.simulator.reportfile.TextTable;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What training software there is. */
@Command(
        name = "stack",
        header = "List the software stacks, or show the figures of one.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  shardwright stack list",
            "  shardwright stack show megatron-core",
            "",
            ExitStatus.EXPLAINED
        })
final class StackCommand {
    private final Console console;

    StackCommand(Console console) {
        this.console = console;
    }

    @Command(name = "list", header = "List the software stacks.")
    int list() {
        StackCatalog stacks = Catalog.shipped().stacks();
        TextTable table = new TextTable().left("stack").left("release").left("attention kernel");
        for (String name : stacks.names()) {
            SoftwareStack stack = stacks.stack(name);
            table.row(List.of(
                    name, stack.release(), RecordJson.name(stack.kernels().attention())));
        }
        console.print(console.heading(table.lines()));
        return ExitStatus.DONE;
    }

    @Command(name = "show", header = "Show what a stack does and how well it does it.")
    int show(
            @Parameters(paramLabel = "NAME|FILE", description = "A stack or a stack file.") String name,
            @Mixin FormatOption format) {
        ObjectNode node = RecordJson.of(Catalog.shipped().stacks().stack(name));
        if (format.json()) {
            console.print(JsonText.of(node));
        } else {
            TextTable table = new TextTable().left("figure").left("value");
            RecordJson.leaves(node).forEach((key, value) -> table.row(List.of(key, value)));
            console.print(console.heading(table.lines()));
        }
        return ExitStatus.DONE;
    }
}
