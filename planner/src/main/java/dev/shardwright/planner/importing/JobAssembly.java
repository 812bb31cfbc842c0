package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.NumericsRules;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.job.Routing;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.jobfile.JobWords;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.Schedules;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts facts together to a job. Every rule that a fact breaks is said of the place where the fact stands. */
final class JobAssembly {
    private static final Set<JobField> DEGREES = EnumSet.of(
            JobField.TENSOR,
            JobField.PIPELINE,
            JobField.CONTEXT,
            JobField.EXPERT,
            JobField.EXPERT_TENSOR,
            JobField.DATA);

    private final Facts facts;

    JobAssembly(Facts facts) {
        this.facts = facts;
    }

    /**
     * Throws InvalidInputException with everything that is missing or cannot be read; rules that join model, machines and
     * layout are left to the caller.
     */
    ProposedJob job(Optional<Transformer> model, Cluster machines, SoftwareStack stack) {
        Optional<Integer> gpus = needed(JobField.GPUS, "--gpus N");
        Optional<Integer> length = needed(JobField.SEQUENCE_LENGTH, "--sequence-length TOKENS");
        Optional<ParallelDegrees> degrees = gpus.flatMap(this::degrees);
        degrees.ifPresent(this::microBatch);
        Optional<Integer> micro = needed(JobField.MICRO_BATCH, "--micro-batch SEQUENCES");
        Optional<Integer> batch = degrees.flatMap(d -> globalBatch(d, micro));
        Numerics numerics = numerics();
        PipelineSchedule schedule = schedule();
        MemorySaving saving = new MemorySaving(recompute(), sharding(), word(JobField.OFFLOAD, JobWords.OFFLOADS));
        Cluster cluster = machines.withDevices(gpus.orElse(1));
        Optional<Layout> layout = degrees.flatMap(d -> micro.map(m -> new Layout(
                d,
                schedule,
                m,
                word(JobField.SEQUENCE_PARALLEL, JobWords.SEQUENCE_PARALLEL),
                word(JobField.CONTEXT_METHOD, JobWords.CONTEXT_METHODS),
                saving)));
        Optional<Workload> workload = length.flatMap(l -> batch.map(b -> new Workload(l, b).withRouting(routing())));
        NumericsRules.check(cluster.accelerator(), numerics.precision())
                .forEach(problem -> facts.problem(located(problem)));
        facts.check();
        return new ProposedJob(
                model.orElseThrow(), cluster, workload.orElseThrow(), layout.orElseThrow(), numerics, stack);
    }

    private Optional<Integer> needed(JobField field, String option) {
        if (facts.get(field).isEmpty()) {
            absent(field, option);
        }
        return facts.number(field, 1);
    }

    private void absent(JobField field, String option) {
        if (!facts.isOpen(field)) {
            facts.problem(field.label(), "is stated by no file.", facts.suggestion(option));
        }
    }

    private int degree(JobField field) {
        return facts.number(field, 1).orElse(1);
    }

    private Optional<ParallelDegrees> degrees(int gpus) {
        if (DEGREES.stream().anyMatch(facts::isOpen)) {
            return Optional.empty();
        }
        int tensor = degree(JobField.TENSOR);
        int pipeline = degree(JobField.PIPELINE);
        int context = degree(JobField.CONTEXT);
        int expert = degree(JobField.EXPERT);
        // What the tensor degree says, too, needs no second reading: a problem with it is told once.
        Optional<String> own = facts.get(JobField.EXPERT_TENSOR)
                .filter(text -> !facts.get(JobField.TENSOR).equals(Optional.of(text)));
        int expertTensor =
                own.flatMap(text -> facts.number(JobField.EXPERT_TENSOR, 1)).orElse(tensor);
        long replica = (long) tensor * pipeline * context;
        int data = facts.number(JobField.DATA, 1).orElse((int) Math.max(1, gpus / replica));
        if (replica * data != gpus) {
            problem(
                    JobField.GPUS,
                    "must equal tensor x pipeline x context x data parallel (" + tensor + " x " + pipeline + " x "
                            + context + " x " + data + " = " + replica * data + ").",
                    gpus % replica == 0 ? "Maybe use data parallel " + gpus / replica + "." : "");
            return Optional.empty();
        }
        if ((long) tensor * context * data % ((long) expert * expertTensor) != 0) {
            problem(
                    JobField.EXPERT,
                    "x expert tensor parallel (together " + (long) expert * expertTensor
                            + ") must divide tensor x context x data parallel (" + tensor * context * data + ").",
                    "");
            return Optional.empty();
        }
        return Optional.of(new ParallelDegrees(tensor, pipeline, context, expert, expertTensor, data));
    }

    /** What the global batch leaves for each of the micro-batches of a replica. */
    private void microBatch(ParallelDegrees degrees) {
        if (facts.get(JobField.MICRO_BATCH).isEmpty()
                && facts.source(JobField.ACCUMULATION).isPresent()) {
            int parts = degrees.data() * degree(JobField.ACCUMULATION);
            facts.number(JobField.GLOBAL_BATCH, 1)
                    .filter(batch -> batch % parts == 0)
                    .ifPresent(batch -> facts.imply(JobField.MICRO_BATCH, String.valueOf(batch / parts)));
        }
    }

    private Optional<Integer> globalBatch(ParallelDegrees degrees, Optional<Integer> micro) {
        if (facts.get(JobField.GLOBAL_BATCH).isPresent()) {
            return facts.number(JobField.GLOBAL_BATCH, 1);
        }
        if (facts.get(JobField.ACCUMULATION).isEmpty()) {
            absent(JobField.GLOBAL_BATCH, "--global-batch SEQUENCES");
            return Optional.empty();
        }
        Optional<Integer> steps = facts.number(JobField.ACCUMULATION, 1);
        return micro.flatMap(m -> steps.map(s -> (long) m * s * degrees.data()))
                .filter(batch -> batch <= Integer.MAX_VALUE)
                .map(Long::intValue);
    }

    private Routing routing() {
        double capacity =
                facts.get(JobField.CAPACITY_FACTOR).map(Double::parseDouble).orElse(0.0);
        return capacity > 0 ? new Routing(1, capacity) : Routing.BALANCED;
    }

    private Numerics numerics() {
        return new Numerics(
                word(JobField.PRECISION, JobWords.PRECISIONS), word(JobField.OPTIMIZER, JobWords.OPTIMIZERS));
    }

    private PipelineSchedule schedule() {
        int chunks = facts.number(JobField.VIRTUAL_PIPELINE, 1).orElse(1);
        String name = facts.get(JobField.SCHEDULE).orElse(chunks > 1 ? "interleaved" : "1f1b");
        try {
            return Schedules.parse(name, chunks);
        } catch (IllegalArgumentException e) {
            problem(JobField.SCHEDULE, "cannot be used: " + e.getMessage() + ".", "");
            return new OneForwardOneBackward();
        }
    }

    private Recompute recompute() {
        String text = facts.get(JobField.RECOMPUTE).orElse("none");
        try {
            return JobWords.recompute(text);
        } catch (IllegalArgumentException e) {
            problem(JobField.RECOMPUTE, "cannot be used: " + e.getMessage() + ".", "");
            return new Recompute.None();
        }
    }

    private Sharding sharding() {
        int stage = facts.number(JobField.SHARDING, 0).orElse(0);
        if (stage > 3) {
            problem(JobField.SHARDING, "must be 0 to 3.", "");
            stage = 0;
        }
        return new Sharding(Sharding.zero(stage).stage(), stage == 0 ? 1 : replicas());
    }

    /** A number, or "gpus/8": groups of that size. */
    private int replicas() {
        String text = facts.get(JobField.REPLICAS).orElse("1");
        if (!text.startsWith("gpus/")) {
            return degree(JobField.REPLICAS);
        }
        int size = Integer.parseInt(text.substring("gpus/".length()));
        int gpus = degree(JobField.GPUS) / degree(JobField.TENSOR) / degree(JobField.PIPELINE);
        return Math.max(1, gpus / Math.max(1, size));
    }

    private <T> T word(JobField field, Map<String, T> words) {
        String usual = words.keySet().iterator().next();
        String text = facts.get(field).orElse(usual);
        if (!words.containsKey(text)) {
            problem(field, "must be one of " + String.join(", ", words.keySet()) + ".", "");
            return words.get(usual);
        }
        return words.get(text);
    }

    private void problem(JobField field, String rule, String suggestion) {
        facts.problem(facts.where(field), rule, suggestion);
    }

    /** A rule of jobs, said of the flag or key whose value breaks it. */
    Problem located(Problem problem) {
        Optional<JobField> field = Arrays.stream(JobField.values())
                .filter(f -> facts.source(f).isPresent() && problem.where().startsWith(f.key()))
                .max(Comparator.comparingInt(f -> f.key().length()))
                .or(() -> chunks(problem));
        return field.map(f -> new Problem(
                        facts.where(f) + " (" + problem.where() + ")", problem.rule(), problem.suggestion()))
                .orElse(problem);
    }

    /** The number of virtual stages chooses the schedule where nothing else does. */
    private Optional<JobField> chunks(Problem problem) {
        boolean schedule = problem.where().startsWith(JobField.SCHEDULE.key());
        return Optional.of(JobField.VIRTUAL_PIPELINE)
                .filter(f -> schedule && facts.source(f).isPresent());
    }
}
