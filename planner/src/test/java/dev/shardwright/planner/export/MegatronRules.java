package dev.shardwright.planner.export;

import dev.shardwright.planner.export.megatron.MegatronRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Megatron-LM demands of its arguments, while it reads them or later while it builds and runs the model, and what
 * it swallows in silence. Written from the rules, not from the exporter; knows nothing but an argument vector.
 */
final class MegatronRules {
    private static final Pattern RUN = Pattern.compile("\\[([01](?:,[01])*)](?:\\*(\\d+))?");

    private final MegatronArguments args;
    private final MegatronRelease release;
    private final List<String> broken = new ArrayList<>();

    private MegatronRules(MegatronArguments args, MegatronRelease release) {
        this.args = args;
        this.release = release;
    }

    /** The broken rules, in words. */
    static List<String> check(MegatronArguments args, MegatronRelease release) {
        MegatronRules rules = new MegatronRules(args, release);
        rules.grid();
        rules.model();
        rules.patterns();
        rules.pipeline();
        rules.layout();
        rules.schedule();
        rules.batch();
        rules.overlaps();
        rules.broken.addAll(MegatronStateRules.check(args, release));
        return rules.broken;
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            broken.add(rule);
        }
    }

    private void grid() {
        int world = args.place().world();
        require(args.twice().isEmpty(), "given twice: " + args.twice());
        require(world % (args.tensor() * args.pipeline() * args.context()) == 0, "world % (tp pp cp)");
        int experts = args.expertTensor() * args.number("--expert-model-parallel-size") * args.pipeline();
        require(world % experts == 0, "world % (etp ep pp)");
        boolean mapped = args.has("--use-tp-pp-dp-mapping") && args.pipeline() > 1;
        require(!mapped || world / experts == args.data(), "pp before dp: as many replicas of experts as of the rest");
        require(args.tensor() > 1 || !args.has("--sequence-parallel"), "sequence parallelism with tp 1 is turned off");
    }

    private void model() {
        int heads = args.number("--num-attention-heads");
        int groups = args.has("--group-query-attention") ? args.number("--num-query-groups") : heads;
        require(heads % args.tensor() == 0, "heads % tp");
        boolean divisor = args.tensor() % groups == 0 && release.compareTo(MegatronRelease.CORE_0_16) >= 0;
        require(groups % args.tensor() == 0 || divisor, "query groups a multiple (or divisor) of tp");
        int sequence = args.number("--seq-length");
        require(args.context() == 1 || sequence % (2 * args.context()) == 0, "sequence % 2cp");
        require(args.number("--max-position-embeddings") >= sequence, "positions >= sequence");
        require(args.number("--ffn-hidden-size") % args.tensor() == 0 || onlyExperts(), "ffn % tp");
        if (args.context() > 1 && args.is("--cp-comm-type", "a2a")) {
            require(heads / args.tensor() % args.context() == 0, "a2a: heads per rank % cp");
            require(Math.max(1, groups / args.tensor()) % args.context() == 0, "a2a: groups per rank % cp");
        }
        require(!args.has("--mtp-num-layers") || args.is("--position-embedding-type", "rope"), "MTP needs rotary");
        require(args.text("--attention-dropout").isPresent(), "dropout is 0.1 unless given");
        require(args.text("--hidden-dropout").isPresent(), "dropout is 0.1 unless given");
    }

    private boolean onlyExperts() {
        return args.experts() && !args.has("--moe-layer-freq");
    }

    private void patterns() {
        for (String name : List.of("--moe-layer-freq", "--window-attn-skip-freq", "--no-rope-freq")) {
            args.text(name).ifPresent(text -> require(length(text) == args.layers(), name + " has one digit a layer"));
        }
    }

    /** Digits of a list expression such as ([0]+[1]*2)*3. */
    private static int length(String text) {
        Matcher repeated = Pattern.compile("\\((.*)\\)\\*(\\d+)").matcher(text);
        int times = repeated.matches() ? Integer.parseInt(repeated.group(2)) : 1;
        Matcher run = RUN.matcher(repeated.matches() ? repeated.group(1) : text);
        int sum = 0;
        while (run.find()) {
            int digits = run.group(1).split(",").length;
            sum += digits * (run.group(2) == null ? 1 : Integer.parseInt(run.group(2)));
        }
        return times * sum;
    }

    private void pipeline() {
        boolean layout = args.has("--pipeline-model-parallel-layout");
        boolean virtual = args.has("--num-virtual-stages-per-pipeline-rank");
        boolean counted = args.any("--decoder-first-pipeline-num-layers", "--decoder-last-pipeline-num-layers");
        require(!(layout && virtual), "at most one of layout and virtual stages");
        if (counted) {
            int first = args.number("--decoder-first-pipeline-num-layers", 0);
            int last = args.number("--decoder-last-pipeline-num-layers", 0);
            int left = args.pipeline() - (first > 0 ? 1 : 0) - (last > 0 ? 1 : 0);
            require(left > 0, "some stage is not counted");
            require((args.layers() - first - last) % Math.max(1, left) == 0, "the rest divides the other stages");
        } else if (!layout) {
            int parts = args.pipeline() * args.virtualStages();
            require(args.layers() % parts == 0, "layers % (pp vpp)");
        }
    }

    private void layout() {
        args.text("--pipeline-model-parallel-layout").ifPresent(text -> {
            String flat = MegatronArguments.unrolled(text);
            require(flat.matches("[EtmL|]+"), "layout symbols");
            require(flat.startsWith("E") && flat.indexOf('E', 1) < 0, "layout begins with the one E");
            require(flat.endsWith("L") && flat.indexOf('L') == flat.length() - 1, "layout ends with the one L");
            require(flat.chars().filter(c -> c == 't').count() == args.layers(), "layout has exactly num-layers t");
            int predictions = args.number("--mtp-num-layers", 0);
            require(flat.chars().filter(c -> c == 'm').count() == predictions, "layout has all prediction layers");
            require(flat.lastIndexOf('t') < flat.indexOf('m') || predictions == 0, "t before m");
            require(flat.split("\\|", -1).length % args.pipeline() == 0, "pp vpp stages");
        });
    }

    private void schedule() {
        if (args.virtualStages() > 1) {
            int least = args.has("--no-overlap-p2p-communication") ? 3 : 2;
            require(args.pipeline() >= least, "interleaving needs " + least + " stages");
            require(args.microBatches() >= args.pipeline(), "interleaving: micro-batches >= pp");
            require(args.microBatches() % args.pipeline() == 0, "interleaving: micro-batches % pp");
        } else {
            require(!args.has("--no-overlap-p2p-communication"), "p2p overlap means nothing without interleaving");
        }
    }

    private void batch() {
        int stride = args.number("--micro-batch-size") * args.data();
        require(args.number("--global-batch-size") % stride == 0, "global batch % (mbs dp)");
        require(!args.has("--rampup-batch-size"), "batch ramp-up is parsed and does nothing");
        require(!args.has("--train-samples"), "steps and samples do not mix");
        boolean[] sources = {args.has("--mock-data"), args.has("--data-path"), args.has("--train-data-path")};
        int given = 0;
        for (boolean source : sources) {
            given += source ? 1 : 0;
        }
        require(given == 1, "one data source");
    }

    private void overlaps() {
        require(!args.has("--tp-comm-overlap") || args.has("--sequence-parallel"), "tp overlap needs SP");
        if (args.has("--overlap-param-gather")) {
            require(args.has("--overlap-grad-reduce"), "overlap-param-gather needs overlap-grad-reduce");
            require(args.has("--use-distributed-optimizer"), "overlap-param-gather needs the distributed optimizer");
        }
        String queues = args.place().environment().getOrDefault("CUDA_DEVICE_MAX_CONNECTIONS", "");
        if (args.fullyShards()) {
            require(!queues.equals("1"), "FSDP: CUDA_DEVICE_MAX_CONNECTIONS is not 1");
        } else if (!args.has("--overlap-moe-expert-parallel-comm")) {
            boolean old = args.place().capability() < 10;
            boolean ordered = args.tensor() > 1 || args.context() > 1;
            require(!(ordered && old) || queues.equals("1"), "tp or cp: CUDA_DEVICE_MAX_CONNECTIONS is 1");
        }
    }
}
