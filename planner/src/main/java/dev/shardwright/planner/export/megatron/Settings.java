package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.job.Architecture.Positions;
import java.util.ArrayList;
import java.util.List;

/**
 * What the user sets: where things are, and the values that a plan does not know. Each is a shell variable with a
 * default, so that the script runs as it is; a run on real data asks for those that belong to the model.
 */
final class Settings {
    private final List<String> lines = new ArrayList<>();

    private Settings() {}

    static List<String> lines(MegatronRun run) {
        Settings settings = new Settings();
        int gpus = run.job().cluster().devices();
        settings.preset(
                "MEGATRON_PATH",
                "Megatron-LM",
                "a checkout of Megatron-LM " + run.release().label());
        settings.preset("NNODES", String.valueOf(gpus / run.gpusPerNode()), "");
        settings.preset("GPUS_PER_NODE", String.valueOf(run.gpusPerNode()), "");
        settings.preset("NODE_RANK", "${SLURM_NODEID:-0}", "counts from 0");
        settings.preset("MASTER_ADDR", "localhost", "the first node's address");
        settings.preset("MASTER_PORT", "29500", "");
        settings.data();
        settings.model(run);
        settings.course();
        return List.copyOf(settings.lines);
    }

    private void data() {
        lines.add("");
        preset("DATA_PATH", "", "prefixes of indexed data, with weights or without; empty: made-up tokens");
        preset("DATA_SPLIT", "99,1,0", "");
        preset("TOKENIZER_TYPE", "HuggingFaceTokenizer", "");
        preset("TOKENIZER_MODEL", "", "name or folder of the tokenizer");
        preset("CHECKPOINT_PATH", "", "empty: nothing is saved or loaded");
        preset("SAVE_INTERVAL", "1000", "in steps");
    }

    /** A real run states what the shape of a model does not tell; nobody trains with a guessed rotary base unawares. */
    private void model(MegatronRun run) {
        boolean rotary = run.architecture().positions() == Positions.ROTARY;
        lines.add("");
        lines.add("# Values of the model that the plan does not know");
        lines.add("if [[ -n \"$DATA_PATH\" ]]; then");
        demand("TOKENIZER_MODEL", "name or folder of the tokenizer");
        demand("NORM_EPSILON", "rms_norm_eps or layer_norm_eps in config.json of the model");
        if (rotary) {
            demand("ROTARY_BASE", "rope_theta in config.json of the model");
        }
        lines.add("fi");
        preset("NORM_EPSILON", "1e-5", "");
        if (rotary) {
            preset("ROTARY_BASE", "10000", "");
            preset("ROTARY_PERCENT", "1.0", "partial_rotary_factor in config.json of the model");
        }
        if (run.architecture().latentAttention().isPresent()) {
            preset("ROTARY_SCALING_FACTOR", "1.0", "40 for DeepSeek's models beyond 4096 tokens");
        }
    }

    private void course() {
        lines.add("");
        preset("TRAIN_ITERS", "100", "");
        preset("LEARNING_RATE", "3e-4", "");
        preset("MIN_LEARNING_RATE", "3e-5", "");
        preset("WARMUP_FRACTION", "0.01", "");
    }

    private void preset(String name, String value, String remark) {
        lines.add(name + "=\"${" + name + ":-" + value + "}\"" + (remark.isEmpty() ? "" : " # " + remark));
    }

    private void demand(String name, String meaning) {
        lines.add("    : \"${" + name + ":?must be set for a run on real data: " + meaning + "}\"");
    }
}
