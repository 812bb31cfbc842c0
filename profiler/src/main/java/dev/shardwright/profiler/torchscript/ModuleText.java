package dev.shardwright.profiler.torchscript;

import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.Pass;
import dev.shardwright.profiler.torchscript.Body.Operand;
import dev.shardwright.simulator.hardware.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Wraps one step of a kernel in a module: operands, the loop, gradients, the element to read. */
final class ModuleText {
    static final int FLOAT32 = 6;
    static final int BFLOAT16 = 15;
    static final int INT64 = 4;
    static final String INDENT = "  ";
    private static final String GRADIENT = "gradient";

    private final Kernel kernel;
    private final String device;
    private final OperandSets sets;
    private final StringBuilder text = new StringBuilder();

    ModuleText(Kernel kernel, String device, OperandSets sets) {
        this.kernel = kernel;
        this.device = device;
        this.sets = sets;
    }

    ScriptModule module(Body body) {
        line(0, "class M(Module):");
        line(1, "__parameters__ = []");
        line(1, "__buffers__ = []");
        line(1, "training : bool");
        line(1, "operands : List[Tensor]");
        List<Operand> operands = new ArrayList<>(body.operands());
        if (kernel.pass() == Pass.FORWARD_BACKWARD) {
            operands.add(Operand.fixed(GRADIENT, body.resultDims()));
        }
        prepare(operands);
        run(body, operands);
        return new ScriptModule(text.toString());
    }

    private void prepare(List<Operand> operands) {
        line(1, "def prepare(self: __torch__.M,");
        line(1, "    seed: Tensor) -> Tensor:");
        line(2, "operands = self.operands");
        List<String> oneSet = new ArrayList<>();
        for (Operand operand : operands) {
            oneSet.add(operand.name() + " = " + filled(operand));
            oneSet.add("_" + operand.name() + " = torch.append(operands, " + operand.name() + ")");
        }
        sets.made(oneSet).forEach(statement -> line(2, statement));
        line(
                2,
                "return "
                        + element(
                                sets.first(operands.get(0).name()),
                                operands.get(0).dims().size()));
    }

    private String filled(Operand operand) {
        boolean narrow = kernel.format() == NumberFormat.FP8;
        int type = narrow ? BFLOAT16 : type(kernel.format());
        String random = switch (operand.filling()) {
            case NORMAL -> "torch.randn(" + operand.dims() + options(type, device) + ")";
            case UNIFORM -> "torch.rand(" + operand.dims() + options(type, device) + ")";
            case HOST -> "torch.randn(" + operand.dims() + options(type, "cpu") + pinned() + ")";
            case INDEX -> "torch.randint(" + operand.bound() + ", " + operand.dims() + options(INT64, device) + ")";
        };
        return narrow && operand.bound() == 0 ? "torch.to(" + random + ", " + type(kernel.format()) + ")" : random;
    }

    private static String options(int type, String device) {
        return ", dtype=" + type + ", layout=None, device=torch.device(\"" + device + "\")";
    }

    /** Only from pages that stay in place does a device read by itself. */
    private String pinned() {
        return device.equals("cpu") ? "" : ", pin_memory=True";
    }

    private void run(Body body, List<Operand> operands) {
        boolean backward = kernel.pass() == Pass.FORWARD_BACKWARD;
        line(1, "def forward(self: __torch__.M,");
        line(1, "    steps: Tensor) -> Tensor:");
        line(2, "count = annotate(int, torch.item(steps))");
        line(2, "operands = self.operands");
        List<String> names = operands.stream()
                .map(operand -> operand.name() + (backward && operand.differentiable() ? "_value" : ""))
                .toList();
        sets.beforeSteps(names).forEach(statement -> line(2, statement));
        line(2, "last = operands[0]");
        line(2, backward ? "_on = torch.set_grad_enabled(True)" : "_off = torch.set_grad_enabled(False)");
        line(2, "for _step in range(count):");
        sets.inStep(names).forEach(statement -> line(3, statement));
        if (backward) {
            operands.stream()
                    .filter(Operand::differentiable)
                    .map(ModuleText::leaf)
                    .forEach(leaf -> line(3, leaf));
        }
        body.statements().forEach(statement -> line(3, statement));
        line(3, "result = " + body.expression());
        line(3, "last0 = " + (backward ? gradients(operands) : "result"));
        line(3, "last = last0");
        if (backward) {
            line(2, "_off = torch.set_grad_enabled(False)");
        }
        sets.afterSteps().forEach(statement -> line(2, statement));
        int rank = (backward ? operands.get(0).dims() : body.resultDims()).size();
        line(2, "return " + element("last", rank));
    }

    private static String leaf(Operand operand) {
        return operand.name() + " = torch.requires_grad_(torch.detach(" + operand.name() + "_value))";
    }

    private static String gradients(List<Operand> operands) {
        String inputs = operands.stream()
                .filter(Operand::differentiable)
                .map(Operand::name)
                .collect(Collectors.joining(", "));
        return "unchecked_cast(Tensor, torch.grad([result], [" + inputs + "], annotate(List[Optional[Tensor]], ["
                + GRADIENT + "]))[0])";
    }

    /** One element in fp32, the only thing that leaves the device: formats of 16 bit cannot be read from Java. */
    private static String element(String tensor, int rank) {
        String element = "torch.detach(" + tensor + ")";
        for (int i = 0; i < rank; i++) {
            element = "torch.select(" + element + ", 0, 0)";
        }
        return "torch.to(" + element + ", " + FLOAT32 + ")";
    }

    /** The tensor library's number of a data type (c10::ScalarType). */
    private static int type(NumberFormat format) {
        return switch (format) {
            case FP16 -> 5;
            case FP32, TF32 -> FLOAT32;
            case BF16 -> BFLOAT16;
            case FP8 -> 24;
            case FP4 -> throw new IllegalArgumentException(format + " cannot be measured");
        };
    }

    private void line(int depth, String content) {
        text.append(INDENT.repeat(depth)).append(content).append('\n');
    }
}
