package dev.shardwright.simulator.runlog;

import dev.shardwright.simulator.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Fields that follow from others: degrees multiply to the number of devices, batches to the global batch. */
final class Derivation {
    private final Statements known;
    private final List<String> derived = new ArrayList<>();

    private Derivation(Statements known) {
        this.known = known;
    }

    /** Completes the statements and names the fields that were computed. */
    static List<String> complete(Statements known) {
        Derivation derivation = new Derivation(known);
        derivation.devices();
        derivation.batches();
        derivation.nodes();
        derivation.schedule();
        return derivation.derived;
    }

    private void devices() {
        int tensor = known.count(Fact.TENSOR, 0);
        int pipeline = known.count(Fact.PIPELINE, 0);
        long model = (long) tensor * pipeline * known.count(Fact.CONTEXT, 1);
        int data = known.count(Fact.DATA, 0);
        int devices = known.count(Fact.GPUS, 0);
        if (model == 0) {
            return;
        }
        if (devices == 0 && data > 0) {
            put(Fact.GPUS, model * data);
        } else if (devices > 0 && data == 0 && devices % model == 0) {
            put(Fact.DATA, devices / model);
        } else if (devices > 0 && (data == 0 ? devices % model != 0 : model * data != devices)) {
            contradiction(devices, model, data);
        }
    }

    private void contradiction(int devices, long model, int data) {
        String product = "tp x pp x cp = " + model + (data == 0 ? "" : ", times dp = " + model * data);
        known.conflict(new Problem(
                known.get(Fact.GPUS).orElseThrow().where(),
                "says " + devices + " GPUs, but " + product + ".",
                "Check --gpus, --tp, --pp, --cp and --dp."));
    }

    private void batches() {
        int micro = known.count(Fact.MICRO_BATCH, 0);
        int global = known.count(Fact.GLOBAL_BATCH, 0);
        int data = known.count(Fact.DATA, 0);
        int accumulation = known.count(Fact.ACCUMULATION, 0);
        if (data == 0 || accumulation == 0) {
            return;
        }
        if (global == 0 && micro > 0) {
            put(Fact.GLOBAL_BATCH, (long) micro * data * accumulation);
        } else if (micro == 0 && global > 0 && global % ((long) data * accumulation) == 0) {
            put(Fact.MICRO_BATCH, global / ((long) data * accumulation));
        }
    }

    private void nodes() {
        int devices = known.count(Fact.GPUS, 0);
        int perNode = known.count(Fact.GPUS_PER_NODE, 0);
        if (!known.has(Fact.NODES) && devices > 0 && perNode > 0) {
            put(Fact.NODES, (devices + perNode - 1) / perNode);
        }
    }

    private void schedule() {
        if (!known.has(Fact.SCHEDULE) && known.has(Fact.PIPELINE)) {
            boolean chunks = known.count(Fact.VIRTUAL_PIPELINE, 1) > 1;
            String name = known.count(Fact.PIPELINE, 1) == 1 ? "none" : chunks ? "interleaved" : "1f1b";
            known.suggest(Fact.SCHEDULE, name, "degrees");
        }
    }

    private void put(Fact fact, long value) {
        if (value <= Integer.MAX_VALUE) {
            known.suggest(fact, (int) value, "derived");
            derived.add(fact.path());
        }
    }
}
