package dev.shardwright.planner.export.megatron;

import java.util.ArrayList;
import java.util.List;

/** Real data if the user names some, else made-up tokens; checkpoints if the user names a folder. */
final class DataSection {
    private DataSection() {}

    static List<String> lines(MegatronRun run) {
        List<String> lines = new ArrayList<>("""
                if [[ -n "$DATA_PATH" ]]; then
                    read -r -a DATA_PREFIXES <<<"$DATA_PATH"
                    DATA_ARGS=(
                        --data-path "${DATA_PREFIXES[@]}"
                        --split "$DATA_SPLIT"
                        --tokenizer-type "$TOKENIZER_TYPE"
                        --tokenizer-model "$TOKENIZER_MODEL"
                    )
                else
                    DATA_ARGS=(
                        --mock-data
                        --split "$DATA_SPLIT"
                        --tokenizer-type NullTokenizer
                """.lines().toList());
        lines.addAll(madeUpTokens(run));
        lines.addAll("""
                    )
                fi
                CHECKPOINT_ARGS=()
                if [[ -n "$CHECKPOINT_PATH" ]]; then
                    CHECKPOINT_ARGS=(--save "$CHECKPOINT_PATH" --load "$CHECKPOINT_PATH" --save-interval "$SAVE_INTERVAL")
                fi
                """.lines().toList());
        return lines;
    }

    private static List<String> madeUpTokens(MegatronRun run) {
        List<String> lines = new ArrayList<>();
        int rows = run.job().model().vocabulary().size();
        lines.add("        --vocab-size " + run.release().nullTokenizerSize(rows));
        if (run.job().model().hasExperts() && run.release().atLeast(MegatronRelease.CORE_0_13)) {
            lines.add("        # made-up tokens teach no router; the prediction assumes " + ExpertFlags.spread(run));
            lines.add("        --moe-router-force-load-balancing");
        }
        return lines;
    }
}
