package dev.shardwright.planner.importing.format;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.importing.fact.Stated;
import dev.shardwright.planner.importing.source.Place;
import java.util.Optional;

/** Recipes of the torchtitan that is configured in Python: batches are counted in tokens. */
public final class TitanRecipeReader {
    private static final String TOKENS = "training.num_tokens_per_microbatch_per_dp_rank";
    private static final String LENGTH = "training.max_context_length";

    private final Arguments arguments;
    private final Facts facts;

    private TitanRecipeReader(Arguments arguments, Facts facts) {
        this.arguments = arguments;
        this.facts = facts;
    }

    /** Whether keys are those of torchtitan's recipes. */
    public static boolean recognises(Arguments arguments) {
        return arguments.has(TOKENS, LENGTH, "training.num_tokens_per_train_step");
    }

    public static void read(Arguments arguments, Facts facts) {
        TitanRecipeReader reader = new TitanRecipeReader(arguments, facts);
        reader.model();
        reader.sequenceParallel();
        TitanReader.readParallelism(arguments, facts);
        reader.batch();
        TitanReader.readSchedule(arguments, facts);
        reader.recompute();
        TitanReader.readNumerics(arguments, facts);
        arguments.get("training.disable_cuda_graphs", "parallelism.num_pp_microbatches");
        arguments.get("parallelism.num_pp_microbatches");
        arguments.get("compile.enable_async_tensor_parallel");
        arguments.listUnknown(TitanReader::harmless);
    }

    private void model() {
        arguments.get("recipe").ifPresent(recipe -> {
            String flavor = arguments.text("model_spec").orElse("").replaceAll(".*\\(|\\).*|[\"']", "");
            facts.model(new Stated("recipe", recipe.text() + " " + flavor, recipe.place()));
        });
    }

    private void sequenceParallel() {
        arguments
                .get("parallelism.enable_sequence_parallel")
                .filter(switched -> !switched.on())
                .ifPresent(off -> facts.state(JobField.SEQUENCE_PARALLEL, "off", off.stated()));
    }

    private void batch() {
        arguments.state(JobField.SEQUENCE_LENGTH, LENGTH);
        sequences(JobField.MICRO_BATCH, TOKENS);
        sequences(JobField.GLOBAL_BATCH, "training.num_tokens_per_train_step");
    }

    /** Tokens over those of a sequence. */
    private void sequences(JobField field, String key) {
        Optional<Argument> tokens = arguments.get(key);
        Optional<Integer> length = facts.number(JobField.SEQUENCE_LENGTH, 1);
        if (tokens.isPresent() && !tokens.get().text().matches("[0-9]{1,12}")) {
            facts.problem(tokens.get().stated().where(), "must be a whole number.", "Nothing is computed here.");
        } else if (tokens.isPresent() && length.isPresent()) {
            long count = Long.parseLong(tokens.get().text());
            if (count % length.get() != 0) {
                facts.problem(
                        tokens.get().stated().where(),
                        "must be a multiple of " + LENGTH + " (" + length.get() + ").",
                        "");
                return;
            }
            Place place = tokens.get().place().as(Place.Kind.DERIVED);
            facts.state(
                    field,
                    String.valueOf(count / length.get()),
                    new Stated(key, tokens.get().text(), place));
        }
    }

    /** The class of the checkpointing; nothing is recomputed without one. */
    private void recompute() {
        Optional<Argument> kind = arguments.get("activation_checkpoint");
        kind.ifPresentOrElse(
                stated -> facts.state(
                        JobField.RECOMPUTE,
                        stated.text().contains("FullAC")
                                ? "full"
                                : stated.text().contains("SelectiveAC") ? "products" : "none",
                        stated.stated()),
                () -> facts.assume(JobField.RECOMPUTE, "products", "most of torchtitan's own recipes are selective"));
    }
}
