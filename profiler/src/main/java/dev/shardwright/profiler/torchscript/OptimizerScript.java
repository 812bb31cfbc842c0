package dev.shardwright.profiler.torchscript;

import dev.shardwright.profiler.kernel.AdamStep;
import dev.shardwright.profiler.kernel.NewtonSchulz;
import dev.shardwright.profiler.torchscript.Body.Filling;
import java.util.ArrayList;
import java.util.List;

/** Optimizer steps as TorchScript. */
final class OptimizerScript {
    /** The coefficients a, b, c of the iteration (Jordan et al. 2024). */
    private static final String A = "3.4445";

    private static final String B = "-4.775";
    private static final String C = "2.0315";

    private OptimizerScript() {}

    /** The count of steps stays in fp32 whatever the format of the tensors is. */
    static Body adam(AdamStep step) {
        List<Long> dims = List.of(step.parameters());
        List<String> statements = new ArrayList<>();
        statements.add("taken = torch.to(steps_taken, " + ModuleText.FLOAT32 + ")");
        statements.addAll(AdamUpdate.begin());
        statements.addAll(AdamUpdate.of("w"));
        return Body.of(statements, "value_w")
                .fixed("value_w", dims)
                .fixed("slope_w", dims)
                .fixed("first_w", dims)
                .filled("second_w", dims, Filling.UNIFORM)
                .filled("steps_taken", List.of(), Filling.UNIFORM)
                .result(dims);
    }

    static Body newtonSchulz(NewtonSchulz iteration) {
        List<Long> dims = List.of(iteration.rows(), iteration.columns());
        List<String> steps = new ArrayList<>();
        steps.add("x0 = torch.div(x, torch.add(torch.norm(x), 9.9999999999999995e-08))");
        for (int i = 0; i < NewtonSchulz.ROUNDS; i++) {
            String x = "x" + i;
            steps.add("a" + i + " = torch.matmul(" + x + ", torch.t(" + x + "))");
            steps.add("b" + i + " = torch.addmm(a" + i + ", a" + i + ", a" + i + ", beta=" + B + ", alpha=" + C + ")");
            steps.add("x" + (i + 1) + " = torch.addmm(" + x + ", b" + i + ", " + x + ", beta=" + A + ", alpha=1)");
        }
        return Body.of(steps, "x" + NewtonSchulz.ROUNDS).fixed("x", dims).result(dims);
    }
}
