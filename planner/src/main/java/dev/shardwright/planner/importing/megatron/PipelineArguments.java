package dev.shardwright.planner.importing.megatron;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.importing.fact.ShapeField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The stages, and the order of passes. */
final class PipelineArguments {
    private static final String LAYOUT = "--pipeline-model-parallel-layout";
    private static final String ACCOUNT_FOR_EMBEDDING = "--account-for-embedding-in-pipeline-split";
    private static final String ACCOUNT_FOR_LOSS = "--account-for-loss-in-pipeline-split";
    private static final String PER_STAGE = "--num-layers-per-virtual-pipeline-stage";
    private static final String STAGES = "--num-virtual-stages-per-pipeline-rank";

    private final Arguments arguments;
    private final Facts facts;

    PipelineArguments(Arguments arguments, Facts facts) {
        this.arguments = arguments;
        this.facts = facts;
    }

    void read() {
        arguments.state(JobField.PIPELINE, "--pipeline-model-parallel-size");
        facts.imply(JobField.PIPELINE, "1");
        arguments.state(JobField.VIRTUAL_PIPELINE, STAGES, "--virtual-pipeline-model-parallel-size");
        int ranks = facts.number(JobField.PIPELINE, 1).orElse(1);
        arguments.get(PER_STAGE).ifPresent(part -> perStage(part, ranks));
        arguments.get(LAYOUT).ifPresent(text -> layout(text, ranks));
        unevenStages();
        facts.evenStages();
        schedule();
    }

    private void perStage(Argument part, int ranks) {
        Optional<Integer> layers = arguments.text("--num-layers").flatMap(PipelineArguments::number);
        Optional<Integer> each = number(part.text());
        if (each.isEmpty() || layers.isEmpty() || each.get() < 1 || layers.get() % (ranks * each.get()) != 0) {
            facts.problem(
                    part.stated().where(),
                    "x pipeline parallel (" + ranks + ") must divide --num-layers"
                            + layers.map(n -> " (" + n + ")").orElse("") + ".",
                    "");
            return;
        }
        int stages = layers.get() / ranks / each.get();
        if (stages > 1) {
            facts.state(JobField.VIRTUAL_PIPELINE, String.valueOf(stages), part.stated());
        }
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,6}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private void layout(Argument text, int ranks) {
        Optional<StageText> stages = StageText.parse(text.text());
        if (stages.isEmpty() || stages.get().layers().size() % ranks != 0) {
            facts.problem(
                    text.stated().where(),
                    "must describe a number of stages that pipeline parallel (" + ranks + ") divides.",
                    "The symbols are E, t, m and L, with | between stages, t*n and (..)*n.");
            return;
        }
        int perRank = stages.get().layers().size() / ranks;
        facts.implyShape(ShapeField.LAYERS, String.valueOf(stages.get().total()));
        facts.stages(stages.get().layers(), text.stated());
        if (perRank > 1) {
            facts.state(JobField.VIRTUAL_PIPELINE, String.valueOf(perRank), text.stated());
        }
    }

    private void unevenStages() {
        boolean embedding = arguments.on(ACCOUNT_FOR_EMBEDDING);
        boolean loss = arguments.on(ACCOUNT_FOR_LOSS);
        arguments
                .get(embedding ? ACCOUNT_FOR_EMBEDDING : ACCOUNT_FOR_LOSS)
                .filter(stated -> embedding || loss)
                .ifPresent(stated -> withEnds(embedding ? 1 : 0, loss ? 1 : 0, stated));
        Optional<Argument> first = arguments.get("--decoder-first-pipeline-num-layers");
        Optional<Argument> last = arguments.get("--decoder-last-pipeline-num-layers");
        first.or(() -> last).ifPresent(stated -> ends(first, last, stated));
    }

    /** Embedding and loss take a layer's place each on the first and last stage. */
    private void withEnds(int embedding, int loss, Argument stated) {
        int stages = facts.number(JobField.PIPELINE, 1).orElse(1)
                * facts.number(JobField.VIRTUAL_PIPELINE, 1).orElse(1);
        int items = arguments
                        .text("--num-layers")
                        .flatMap(PipelineArguments::number)
                        .orElse(0)
                + embedding
                + loss;
        if (stages == 1) {
            return;
        }
        if (items % stages != 0 || items == 0) {
            facts.problem(
                    stated.stated().where(),
                    "makes " + items + " layers of the model and its ends, which " + stages
                            + " stages cannot share equally.",
                    "");
            return;
        }
        List<Integer> each = new ArrayList<>(Collections.nCopies(stages, items / stages));
        each.set(0, each.get(0) - embedding);
        each.set(stages - 1, each.get(stages - 1) - loss);
        facts.stages(each, stated.stated());
    }

    /** The other stages share the rest equally. */
    private void ends(Optional<Argument> first, Optional<Argument> last, Argument stated) {
        int ranks = facts.number(JobField.PIPELINE, 1).orElse(1);
        int layers = arguments
                .text("--num-layers")
                .flatMap(PipelineArguments::number)
                .orElse(0);
        int head = first.map(Argument::text).flatMap(PipelineArguments::number).orElse(0);
        int tail = last.map(Argument::text).flatMap(PipelineArguments::number).orElse(0);
        int others = ranks - (head > 0 ? 1 : 0) - (tail > 0 ? 1 : 0);
        if (others < 1 || (layers - head - tail) % others != 0) {
            facts.problem(stated.stated().where(), "leaves layers that the other stages cannot share equally.", "");
            return;
        }
        List<Integer> each = new ArrayList<>(Collections.nCopies(others, (layers - head - tail) / others));
        if (head > 0) {
            each.add(0, head);
        }
        if (tail > 0) {
            each.add(tail);
        }
        facts.stages(each, stated.stated());
    }

    private void schedule() {
        boolean virtual =
                facts.get(JobField.VIRTUAL_PIPELINE).filter(n -> !n.equals("1")).isPresent();
        arguments.toggle("--enable-zero-bubble").ifPresent(this::zeroBubble);
        arguments.toggle("--zero-bubble-v-schedule").ifPresent(this::vShaped);
        arguments.toggle("--enable-1f1b-v").ifPresent(this::vShaped);
        facts.imply(JobField.SCHEDULE, virtual ? "interleaved" : "1f1b");
    }

    private void zeroBubble(Argument on) {
        boolean twice = arguments
                .text("--zero-bubble-max-pending-backward")
                .filter(text -> text.equals("2") || text.equals("2p"))
                .isPresent();
        facts.state(JobField.SCHEDULE, twice ? "zb-h2" : "zb-h1", on.stated());
    }

    private void vShaped(Argument on) {
        String kind = arguments.text("--zero-bubble-v-schedule-mem-setup").orElse("zb");
        String schedule = kind.equals("half") ? "v-half" : kind.equals("min") ? "v-min" : "zb-v";
        facts.state(JobField.SCHEDULE, schedule, on.stated());
        facts.imply(JobField.VIRTUAL_PIPELINE, "2");
    }
}
