package dev.shardwright.profiler.torchscript;

import java.util.List;

/**
 * AdamW in TorchScript, tensor by tensor (Loshchilov and Hutter 2019, algorithm 2), with the corrections of both moments'
 * bias in the denominator. The library's fused step cannot stand here: a module's dead code is dropped before it runs, and
 * an operator that changes the tensors of a list counts as dead, since the library's analysis sees it write nothing.
 */
final class AdamUpdate {
    private static final double BETA1 = 0.875;
    private static final double BETA2 = 0.9375;

    /** The learning rate, 2^-10, negative as the update is, and what the decay of 0.125 leaves of the weights. */
    private static final String RATE = "-0.0009765625";

    private static final String DECAY = "0.9998779296875";

    private AdamUpdate() {}

    /** Once a step, before the tensors: counts it in {@code taken}, fp32 without dimensions. */
    static List<String> begin() {
        return List.of(
                "_taken = torch.add_(taken, 1)",
                "bias1 = torch.rsub(torch.pow(" + BETA1 + ", taken), 1)",
                "bias2 = torch.rsub(torch.pow(" + BETA2 + ", taken), 1)",
                "correction = torch.div(bias1, torch.sqrt(bias2))",
                "least = torch.mul(bias1, 1e-08)");
    }

    /** Of the tensors {@code value_NAME}, {@code first_NAME} and {@code second_NAME} by {@code slope_NAME}, in place. */
    static List<String> of(String name) {
        String slope = "slope_" + name;
        String second = "second_" + name;
        return List.of(
                "_decay_" + name + " = torch.mul_(value_" + name + ", " + DECAY + ")",
                "_first_" + name + " = torch.lerp_(first_" + name + ", " + slope + ", " + (1 - BETA1) + ")",
                "_shrink_" + name + " = torch.mul_(" + second + ", " + BETA2 + ")",
                "_second_" + name + " = torch.addcmul_(" + second + ", " + slope + ", " + slope + ", value="
                        + (1 - BETA2) + ")",
                "root_" + name + " = torch.add_(torch.mul_(torch.sqrt(" + second + "), correction), least)",
                "_step_" + name + " = torch.addcdiv_(value_" + name + ", first_" + name + ", root_" + name + ", value="
                        + RATE + ")");
    }
}
