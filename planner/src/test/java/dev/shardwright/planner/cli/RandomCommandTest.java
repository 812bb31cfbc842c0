package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is typed, a command does its work or says what is wrong; it has no defect to report. */
final class RandomCommandTest {
    private static final int COMMANDS = 40;

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "2",
            "3",
            "4",
            "7",
            "8",
            "-1",
            "64",
            "1,2,4",
            "2..8",
            "9..3",
            "1e3",
            "x",
            "2147483647",
            "99999999999");

    private static final List<String> RANGED = List.of(
            "--tp",
            "--pp",
            "--virtual-pp",
            "--cp",
            "--ep",
            "--etp",
            "--dp",
            "--micro-batch",
            "--zero",
            "--gpus",
            "--top",
            "--sequence-length",
            "--global-batch",
            "--rank",
            "--seed");

    private static final List<String> CHOSEN = List.of(
            "--precision",
            "--optimizer",
            "--stack",
            "--recompute",
            "--schedule",
            "--sequence-parallel",
            "--context-method",
            "--offload",
            "--objective",
            "--search",
            "--max-memory",
            "--time-limit",
            "--format",
            "--model",
            "--cluster");

    private static final List<String> CHOICES = List.of(
            "none",
            "full",
            "selective",
            "layers:2",
            "layers:0",
            "layers:99",
            "on",
            "off",
            "gpipe",
            "1f1b",
            "interleaved",
            "fp8",
            "nvfp4",
            "fp16",
            "adamw",
            "sgd",
            "muon",
            "torchtitan",
            "deepspeed",
            "ring",
            "ulysses",
            "optimizer",
            "cheapest",
            "exhaustive",
            "90%",
            "1%",
            "0.5",
            "1s",
            "text",
            "json",
            "gpt2",
            "mixtral-8x7b",
            "dgx-a100-80gb",
            "t4-x1",
            "/",
            "",
            "\u0000");

    private static final List<String> STARTS = List.of(
            "plan --model gpt2 --cluster dgx-h100 --gpus 8 --sequence-length 1024 --global-batch 16",
            "plan --model llama-3-8b --cluster dgx-a100-40gb --gpus 4 --sequence-length 2048 --global-batch 8",
            "simulate --model mixtral-8x7b --cluster dgx-h100 --gpus 16 --sequence-length 4096 --global-batch 32",
            "simulate --model gpt2 --cluster dgx-h100 --gpus 8 --sequence-length 1024 --global-batch 16",
            "simulate",
            "sweep --along gpus --model gpt2 --cluster dgx-h100 --gpus 8 --sequence-length 1024 --global-batch 16",
            "model show",
            "hardware show",
            "stack show",
            "export",
            "validate nothing.jsonl",
            "");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void saysWhatIsWrong(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < COMMANDS; i++) {
            String[] args = arguments(random);
            CommandRun run = CommandRun.of(args);

            assertThat(run.status())
                    .as("seed %d, command %d: %s%n%s", seed, i, String.join(" ", args), run.err())
                    .isIn(ExitStatus.DONE, ExitStatus.BAD_INPUT, ExitStatus.NOTHING_FITS);
            assertThat(run.err()).doesNotContain("\tat ");
            assertThat(run.out().isEmpty())
                    .isEqualTo(run.status() != ExitStatus.DONE && !run.out().startsWith("{"));
        }
    }

    /** A sound start with up to three options set, changed or added at random. */
    private static String[] arguments(Random random) {
        List<String> args = new ArrayList<>(List.of(pick(STARTS, random).split(" ")));
        for (int change = random.nextInt(4); change > 0; change--) {
            boolean ranged = random.nextBoolean();
            String option = pick(ranged ? RANGED : CHOSEN, random);
            String value = pick(ranged == (random.nextInt(8) > 0) ? NUMBERS : CHOICES, random);
            int at = args.indexOf(option);
            if (at >= 0) {
                args.set(at + 1, value);
            } else if (args.size() > 2 || random.nextBoolean()) {
                args.add(option);
                args.add(value);
            } else {
                args.add(value);
            }
        }
        return args.toArray(String[]::new);
    }

    private static String pick(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
