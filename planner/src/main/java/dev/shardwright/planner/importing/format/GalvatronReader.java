package dev.shardwright.planner.importing.format;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.importing.fact.ShapeField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Hetu-Galvatron's strategy file. A job here has one layout for all layers; files whose layers differ are refused. */
public final class GalvatronReader {
    private final Arguments arguments;
    private final Facts facts;

    private GalvatronReader(Arguments arguments, Facts facts) {
        this.arguments = arguments;
        this.facts = facts;
    }

    public static boolean recognises(Arguments arguments) {
        return arguments.has("tp_sizes_enc") && arguments.has("pp_deg");
    }

    public static void read(Arguments arguments, Facts facts) {
        GalvatronReader reader = new GalvatronReader(arguments, facts);
        arguments.state(JobField.PIPELINE, "pp_deg");
        reader.tensor();
        reader.perLayer(JobField.EXPERT, "ep_sizes_enc");
        reader.perLayer(JobField.EXPERT_TENSOR, "tp_of_ep_sizes_enc");
        arguments.state(JobField.GLOBAL_BATCH, "global_bsz");
        arguments.state(JobField.ACCUMULATION, "chunks");
        arguments.state(JobField.SCHEDULE, kind -> Words.schedule(kind.text()), "pipeline_type");
        facts.imply(JobField.SCHEDULE, "gpipe");
        reader.sharding();
        reader.stages();
        reader.recompute();
        for (String rest : new String[] {"tp_consecutive_flags", "vtp", "vsp", "vcp", "vocab_sdp", "embed_sdp"}) {
            arguments.get(rest);
        }
        arguments.state(JobField.PRECISION, kind -> Words.precision(kind.text()), "runtime.parallel.mixed_precision");
        arguments.state(JobField.SEQUENCE_LENGTH, "runtime.train.seq_length");
        arguments.shape(ShapeField.LAYERS, "runtime.model.num_layers");
        facts.assume(JobField.PRECISION, "bf16", "the model's own arguments decide; Galvatron's default");
        facts.imply(JobField.OPTIMIZER, "adamw");
        arguments.listUnknown(name -> name.startsWith("runtime."));
    }

    private static List<String> layers(Argument argument) {
        return Arrays.stream(argument.text().split(",")).map(String::strip).toList();
    }

    private Optional<Argument> uniform(String key) {
        return arguments.get(key).filter(argument -> {
            boolean same = layers(argument).stream().distinct().count() == 1;
            if (!same) {
                facts.problem(argument.stated().where(), "differs between layers, which a job cannot express.", "");
            }
            return same;
        });
    }

    private void perLayer(JobField field, String key) {
        uniform(key).ifPresent(sizes -> facts.state(field, layers(sizes).get(0), sizes.stated()));
        if (field != JobField.EXPERT_TENSOR) {
            facts.imply(field, "1");
        }
    }

    /** use_sp turns tensor ranks into Ulysses ranks. */
    private void tensor() {
        boolean ulysses = uniform("use_sp")
                .filter(flags -> layers(flags).get(0).equals("1"))
                .isPresent();
        perLayer(ulysses ? JobField.CONTEXT : JobField.TENSOR, "tp_sizes_enc");
        if (ulysses) {
            facts.imply(JobField.CONTEXT_METHOD, "ulysses");
            facts.imply(JobField.TENSOR, "1");
            arguments.get("cp_sizes_enc");
        } else {
            perLayer(JobField.CONTEXT, "cp_sizes_enc");
        }
        boolean alone = facts.get(JobField.TENSOR).orElse("1").equals("1");
        facts.imply(JobField.SEQUENCE_PARALLEL, alone ? "off" : "on");
    }

    private void sharding() {
        Optional<Argument> usual = arguments.get("default_dp_type");
        Optional<Argument> types = uniform("dp_types_enc");
        boolean full = types.filter(flags -> layers(flags).get(0).equals("1")).isPresent();
        String stage = full
                ? "3"
                : usual.map(Argument::text).filter("zero2"::equals).isPresent()
                        ? "2"
                        : usual.map(Argument::text).filter("zero3"::equals).isPresent() ? "3" : "0";
        (full ? types : usual.or(() -> types))
                .ifPresent(source -> facts.state(JobField.SHARDING, stage, source.stated()));
        facts.imply(JobField.SHARDING, "0");
    }

    private void recompute() {
        arguments.get("checkpoint").ifPresent(flags -> {
            List<String> all = layers(flags);
            int most = mostOnStage(all);
            boolean every = all.stream().allMatch("1"::equals);
            String word = most == 0 ? "none" : every ? "full" : "layers:" + most;
            facts.state(JobField.RECOMPUTE, word, flags.stated());
        });
        facts.imply(JobField.RECOMPUTE, "none");
    }

    /** Recomputed layers of the stage that has most of them. */
    private int mostOnStage(List<String> flags) {
        int most = 0;
        int layer = 0;
        for (int count : division(flags.size())) {
            int end = Math.min(flags.size(), layer + count);
            most = Math.max(most, (int)
                    flags.subList(layer, end).stream().filter("1"::equals).count());
            layer = end;
        }
        return most;
    }

    /** Layers of each stage as the file counts them, or equal ones. */
    private List<Integer> division(int layers) {
        return facts.stages().map(Facts.Stages::layers).orElseGet(() -> {
            int ranks = facts.number(JobField.PIPELINE, 1).orElse(1);
            return Collections.nCopies(ranks, (layers + ranks - 1) / ranks);
        });
    }

    private void stages() {
        arguments.get("pp_division").ifPresent(division -> {
            List<Integer> counts = new ArrayList<>();
            layers(division).stream()
                    .filter(n -> n.matches("[0-9]{1,4}"))
                    .forEach(n -> counts.add(Integer.parseInt(n)));
            facts.stages(counts, division.stated());
        });
    }
}
