package dev.shardwright.profiler.torchscript;

import java.util.ArrayList;
import java.util.List;

/**
 * How a module keeps the operands of its kernel: one set, or several that take turns from step to step. Several stand one
 * after another in the module's list, and behind them the number of steps that were taken, on the host.
 */
record OperandSets(int copies) {
    private static final String COUNTER =
            "torch.zeros([], dtype=" + ModuleText.INT64 + ", layout=None, device=torch.device(\"cpu\"))";

    private boolean one() {
        return copies == 1;
    }

    /** Statements that make all sets, from those that make one. */
    List<String> made(List<String> oneSet) {
        if (one()) {
            return oneSet;
        }
        List<String> all = new ArrayList<>(List.of("for _copy in range(" + copies + "):"));
        oneSet.forEach(statement -> all.add(ModuleText.INDENT + statement));
        all.add("_taken = torch.append(operands, " + COUNTER + ")");
        return all;
    }

    /** The first operand of the first set, where one set was made. */
    String first(String name) {
        return one() ? name : "operands[0]";
    }

    /** Before the steps: of one set the operands, of several where the turns stand. */
    List<String> beforeSteps(List<String> names) {
        return one()
                ? values(names)
                : List.of(
                        "taken = operands[" + copies * names.size() + "]", "first = annotate(int, torch.item(taken))");
    }

    /** In each step: of several sets the operands of the one whose turn it is. */
    List<String> inStep(List<String> names) {
        if (one()) {
            return List.of();
        }
        List<String> statements = new ArrayList<>();
        statements.add(
                "base = torch.mul(torch.remainder(torch.add(first, _step), " + copies + "), " + names.size() + ")");
        for (int i = 0; i < names.size(); i++) {
            statements.add(names.get(i) + " = operands[torch.add(base, " + i + ")]");
        }
        return statements;
    }

    /** After the steps. */
    List<String> afterSteps() {
        return one() ? List.of() : List.of("_taken = torch.add_(taken, count)");
    }

    private static List<String> values(List<String> names) {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            statements.add(names.get(i) + " = operands[" + i + "]");
        }
        return statements;
    }
}
