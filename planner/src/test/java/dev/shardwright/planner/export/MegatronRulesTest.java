package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.planner.export.megatron.MegatronRelease;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every export of a random legal job keeps Megatron-LM's rules, and the rules can be broken. */
final class MegatronRulesTest {
    private static final int JOBS = 1000;

    @ParameterizedTest
    @EnumSource
    void randomExportsKeepTheRules(MegatronRelease release) {
        RandomJobs random = new RandomJobs(release.minor());
        int exported = 0;
        for (int i = 0; i < JOBS; i++) {
            TrainingJob job = random.next();
            Optional<MegatronArguments> arguments = export(job, release);
            if (arguments.isPresent()) {
                exported++;
                assertThat(MegatronRules.check(arguments.get(), release))
                        .as("broken rules of job %d, %s", i, job.layout())
                        .isEmpty();
                assertThat(arguments.get().layoutLayers().orElse(evenLayers(arguments.get(), job)))
                        .as("layers of the stages of job %d", i)
                        .isEqualTo(StageLayers.of(job).counts());
            }
        }
        assertThat(exported).as("jobs that were not refused").isGreaterThan(JOBS / 20);
    }

    private static List<Integer> evenLayers(MegatronArguments arguments, TrainingJob job) {
        int stages = arguments.pipeline() * arguments.virtualStages();
        int first = arguments.number("--decoder-first-pipeline-num-layers", 0);
        List<Integer> counts = new ArrayList<>();
        for (int stage = 0; stage < stages; stage++) {
            counts.add(job.model().layers().size() / stages);
        }
        if (first > 0) {
            int last = arguments.number("--decoder-last-pipeline-num-layers", 0);
            int inside = (job.model().layers().size() - first - last) / (stages - (last > 0 ? 2 : 1));
            counts.replaceAll(n -> inside);
            counts.set(0, first);
            counts.set(stages - 1, last > 0 ? last : inside);
        }
        return counts;
    }

    /** Nothing if the job is refused. */
    static Optional<MegatronArguments> export(TrainingJob job, MegatronRelease release) {
        try {
            return Optional.of(arguments(job, release));
        } catch (InvalidInputException e) {
            assertThat(e.problems()).isNotEmpty();
            return Optional.empty();
        }
    }

    static MegatronArguments arguments(TrainingJob job, MegatronRelease release) {
        String script = new MegatronTarget(release)
                .export(job, ExportContext.BARE)
                .get(0)
                .text();
        ScriptReader reader = ScriptReader.of(script);
        int capability = switch (job.cluster().accelerator().architecture()) {
            case "blackwell" -> 10;
            case "hopper" -> 9;
            default -> 8;
        };
        return new MegatronArguments(
                reader.arguments(), new MegatronArguments.Place(reader.environment(), reader.world(), capability));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--tensor-model-parallel-size 3; world % (tp pp cp)",
                "--expert-model-parallel-size 3; world % (etp ep pp)",
                "--num-attention-heads 30; heads % tp",
                "--max-position-embeddings 100; positions >= sequence",
                "--num-layers 31; layers % (pp vpp)",
                "--num-layers 33; layout has exactly num-layers t",
                "--global-batch-size 102; global batch % (mbs dp)",
                "--recompute-num-layers 99; recomputes more layers than a stage has",
                "--recompute-granularity selective; only full recomputation has method and count",
                "--moe-layer-freq [0]+[1]*30; --moe-layer-freq has one digit a layer",
                "--num-experts 7; experts % ep",
                "--moe-router-topk 1; top-1 needs pre-softmax",
                "--rampup-batch-size 1; batch ramp-up is parsed and does nothing",
                "--fp8-format hybrid; the recipe is delayed unless given",
                "--optimizer sgd; the distributed optimizer is adam",
                "--num-distributed-optimizer-instances 5; dp cp % instances",
                "--exp-avg-dtype bf16; moments in few bits need the precision-aware optimizer",
                "--no-overlap-p2p-communication; p2p overlap means nothing without interleaving",
                "--data-path corpus; one data source",
            })
    void aBrokenArgumentIsFound(String change, String rule) {
        assertThat(MegatronRules.check(sound(change), MegatronRelease.NEWEST)).contains(rule);
    }

    @Test
    void theUnchangedArgumentsAreSound() {
        assertThat(MegatronRules.check(sound(""), MegatronRelease.NEWEST)).isEmpty();
    }

    @Test
    void theEnvironmentIsChecked() {
        MegatronArguments args = new MegatronArguments(words(""), new MegatronArguments.Place(Map.of(), 32, 9));
        assertThat(MegatronRules.check(args, MegatronRelease.NEWEST))
                .containsExactly("tp or cp: CUDA_DEVICE_MAX_CONNECTIONS is 1");
    }

    private static MegatronArguments sound(String change) {
        Map<String, String> environment = Map.of("CUDA_DEVICE_MAX_CONNECTIONS", "1");
        return new MegatronArguments(words(change), new MegatronArguments.Place(environment, 32, 9));
    }

    /** A mixture on 32 GPUs by hand, with one argument replaced or added. */
    private static List<String> words(String change) {
        String layout = change.startsWith("--num-layers 31") ? "" : " --pipeline-model-parallel-layout Et*17|t*15L";
        String text = "--num-layers 32 --hidden-size 4096 --ffn-hidden-size 14336 --num-attention-heads 32"
                + " --group-query-attention --num-query-groups 8 --seq-length 4096 --max-position-embeddings 4096"
                + " --position-embedding-type rope --attention-dropout 0 --hidden-dropout 0 --disable-bias-linear"
                + " --num-experts 8 --moe-ffn-hidden-size 14336 --moe-router-topk 2 --moe-layer-freq [0]+[1]*31"
                + " --expert-model-parallel-size 4 --expert-tensor-parallel-size 1 --moe-token-dispatcher-type alltoall"
                + " --tensor-model-parallel-size 4 --sequence-parallel --pipeline-model-parallel-size 2" + layout
                + " --use-distributed-optimizer --optimizer adam --recompute-granularity full --recompute-method block"
                + " --recompute-num-layers 15 --bf16 --micro-batch-size 1 --global-batch-size 64 --mock-data";
        List<String> words = new ArrayList<>(List.of(text.split(" ")));
        if (!change.isEmpty()) {
            String[] parts = change.split(" ", 2);
            int at = words.indexOf(parts[0]);
            if (at >= 0) {
                words.set(at + 1, parts[1]);
            } else {
                words.addAll(List.of(parts));
            }
        }
        return words;
    }
}
