package dev.shardwright.profiler.torchscript;

import dev.shardwright.profiler.torchscript.Parameters.Parameter;
import dev.shardwright.profiler.training.SmallGpt;
import java.util.List;
import java.util.stream.Collectors;

/** Training steps of a small GPT in fp32 as one TorchScript module: forward, backward, AdamW in place. */
public final class TrainingScript {
    private static final String EPSILON = "1.0000000000000001e-05";
    /** The operands before the parameters: inputs, targets, places, steps taken. */
    private static final int FIRST = 4;

    private final SmallGpt model;
    private final String device;
    private final List<Parameter> parameters;
    private final StringBuilder text = new StringBuilder();

    private TrainingScript(SmallGpt model, String device) {
        this.model = model;
        this.device = device;
        this.parameters = Parameters.of(model);
    }

    /**
     * A module with two methods: {@code prepare} makes the parameters, the optimizer's state and one batch of random
     * tokens; {@code forward(steps)} trains so many steps on that batch and returns the loss before the last update.
     *
     * @param device the tensor library's name of the device, such as "cpu" or "cuda:0"
     */
    public static ScriptModule of(SmallGpt model, String device) {
        TrainingScript script = new TrainingScript(model, device);
        script.header();
        script.prepare();
        script.step();
        return new ScriptModule(script.text.toString());
    }

    private void header() {
        line(0, "class M(Module):");
        line(1, "__parameters__ = []");
        line(1, "__buffers__ = []");
        line(1, "training : bool");
        line(1, "operands : List[Tensor]");
    }

    private void prepare() {
        line(1, "def prepare(self: __torch__.M,");
        line(1, "    seed: Tensor) -> Tensor:");
        line(2, "operands = self.operands");
        String batch = List.of(model.batch().sequences(), model.batch().length()) + options(ModuleText.INT64);
        keep("inputs", "torch.randint(" + model.vocabulary() + ", " + batch + ")");
        keep("targets", "torch.randint(" + model.vocabulary() + ", " + batch + ")");
        keep("places", "torch.arange(" + model.batch().length() + options(ModuleText.INT64) + ")");
        keep("taken", "torch.zeros([]" + options(ModuleText.FLOAT32) + ")");
        parameters.forEach(p -> keep(p.name(), p.start().filled(p.dims() + options(ModuleText.FLOAT32))));
        parameters.forEach(p -> keep("first_" + p.name(), "torch.zeros_like(" + p.name() + ")"));
        parameters.forEach(p -> keep("second_" + p.name(), "torch.zeros_like(" + p.name() + ")"));
        line(2, "return taken");
    }

    private String options(int type) {
        return ", dtype=" + type + ", layout=None, device=torch.device(\"" + device + "\")";
    }

    private void keep(String name, String value) {
        line(2, name + " = " + value);
        line(2, "_" + name + " = torch.append(operands, " + name + ")");
    }

    private void step() {
        line(1, "def forward(self: __torch__.M,");
        line(1, "    steps: Tensor) -> Tensor:");
        line(2, "count = annotate(int, torch.item(steps))");
        line(2, "operands = self.operands");
        line(2, "inputs = operands[0]");
        line(2, "targets = torch.reshape(operands[1], [" + model.batch().tokens() + "])");
        line(2, "places = operands[2]");
        line(2, "taken = operands[3]");
        states();
        line(2, "last = operands[0]");
        line(2, "for _step in range(count):");
        line(3, "_on = torch.set_grad_enabled(True)");
        parameters.forEach(p -> line(3, p.name() + " = torch.requires_grad_(torch.detach(value_" + p.name() + "))"));
        forward();
        backward();
        line(3, "last0 = torch.detach(loss)");
        line(3, "last = last0");
        line(2, "return torch.to(last, " + ModuleText.FLOAT32 + ")");
    }

    private void states() {
        int count = parameters.size();
        for (int i = 0; i < count; i++) {
            String name = parameters.get(i).name();
            line(2, "value_" + name + " = operands[" + (FIRST + i) + "]");
            line(2, "first_" + name + " = operands[" + (FIRST + count + i) + "]");
            line(2, "second_" + name + " = operands[" + (FIRST + 2 * count + i) + "]");
        }
    }

    private void forward() {
        line(3, "stream = torch.add(torch.embedding(tokens, inputs), torch.embedding(positions, places))");
        for (int i = 0; i < model.layers(); i++) {
            layer(i, i == 0 ? "stream" : "stream" + i, "stream" + (i + 1));
        }
        line(3, "h = " + norm("stream" + model.layers(), "norm_last"));
        line(
                3,
                "logits = torch.reshape(torch.linear(h, tokens), "
                        + List.of(model.batch().tokens(), (long) model.vocabulary()) + ")");
        line(3, "loss = torch.cross_entropy_loss(logits, targets)");
    }

    private void layer(int i, String input, String output) {
        SmallGpt.Batch batch = model.batch();
        line(3, "qkv" + i + " = torch.chunk(" + linear(norm(input, "norm_a" + i), "qkv" + i) + ", 3, 2)");
        for (int part = 0; part < 3; part++) {
            line(
                    3,
                    "head" + i + "_" + part + " = torch.transpose(torch.reshape((qkv" + i + ")[" + part + "], "
                            + List.of(batch.sequences(), batch.length(), model.heads(), SmallGpt.HEAD_WIDTH)
                            + "), 1, 2)");
        }
        line(
                3,
                "core" + i + " = torch.scaled_dot_product_attention(head" + i + "_0, head" + i + "_1, head" + i
                        + "_2, None, 0., True)");
        line(
                3,
                "joined" + i + " = torch.reshape(torch.transpose(core" + i + ", 1, 2), "
                        + List.of(batch.sequences(), batch.length(), model.hidden()) + ")");
        line(3, "middle" + i + " = torch.add(" + input + ", " + linear("joined" + i, "out" + i) + ")");
        line(
                3,
                "inner" + i + " = torch.gelu(" + linear(norm("middle" + i, "norm_b" + i), "up" + i)
                        + ", approximate=\"tanh\")");
        line(3, output + " = torch.add(middle" + i + ", " + linear("inner" + i, "down" + i) + ")");
    }

    private String norm(String input, String name) {
        return "torch.layer_norm(" + input + ", [" + model.hidden() + "], " + name + "_weight, " + name + "_bias, "
                + EPSILON + ", True)";
    }

    private static String linear(String input, String name) {
        return "torch.linear(" + input + ", " + name + "_weight, " + name + "_bias)";
    }

    private void backward() {
        line(3, "slopes = torch.grad([loss], " + list() + ")");
        line(3, "_off = torch.set_grad_enabled(False)");
        for (int i = 0; i < parameters.size(); i++) {
            line(3, "slope_" + parameters.get(i).name() + " = unchecked_cast(Tensor, slopes[" + i + "])");
        }
        update();
    }

    private void update() {
        AdamUpdate.begin().forEach(statement -> line(3, statement));
        parameters.forEach(p -> AdamUpdate.of(p.name()).forEach(statement -> line(3, statement)));
    }

    private String list() {
        return parameters.stream().map(Parameter::name).collect(Collectors.joining(", ", "[", "]"));
    }

    private void line(int depth, String content) {
        text.append("  ".repeat(depth)).append(content).append('\n');
    }
}
