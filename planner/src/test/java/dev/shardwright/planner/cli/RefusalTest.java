package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command says to input that it cannot use: where, which value, which rule, what to do; and its exit status. */
final class RefusalTest {
    private static final String JOB =
            "--model llama-3-8b --cluster dgx-h100 --gpus 8 --sequence-length 4096 --global-batch 64";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeFiles() throws IOException {
        Files.writeString(folder.resolve("malformed.json"), "{\n  \"model_type\": \"llama\",\n");
        Files.writeString(folder.resolve("unknown.json"), "{\"model_type\": \"lstm\", \"hidden_size\": 64}");
        Files.writeString(folder.resolve("plan.json"), "{\"format\": \"shardwright-plan\", \"version\": 99}");
        Files.writeString(folder.resolve("runs.jsonl"), "{\"id\": 1\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            llama-3-80b                | --model = llama-3-80b | neither a known model nor a config.json | Maybe use llama-3-
            FOLDER/missing.json        | missing.json          | cannot be read                          |
            FOLDER/malformed.json      | malformed.json:       | JSON                                    |
            FOLDER/unknown.json        | model_type = lstm     |                                         |
            """)
    void modelThatCannotBeRead(String model, String where, String rule, String suggestion) {
        CommandRun run = CommandRun.of(
                ("plan --model " + model + " --cluster dgx-h100 --gpus 8 --sequence-length 4096 --global-batch 64")
                        .replace("FOLDER", folder.toString()));

        assertRefused(run, "shardwright plan: ");
        assertThat(run.said()).contains(where, rule == null ? "" : rule, suggestion == null ? "" : suggestion);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --tp 3                    | --tp = 3              | must divide attention heads (32)       | Maybe use 1, 2 or 4
            --tp 0                    | --tp = 0              | must be 1 or more                      |
            --tp -2                   | --tp = -2             | must be 1 or more                      |
            --tp four                 | --tp = four           | not a whole number                     |
            --pp 8..2                 | --pp = 8..2           | is empty                               |
            --zero 4                  | --zero = 4            | 0, 1, 2 or 3                           |
            --recompute sometimes     | --recompute = somet   | not one of none, selective, products   |
            --recompute layers:x      | --recompute = layers  |                                        |
            --schedule fifo           | --schedule = fifo     | not one of gpipe, 1f1b, interleaved    |
            --sequence-parallel maybe | --sequence-parallel   | not one of off, on                     |
            --precision bf17          | --precision = bf17    | not one of fp32, fp16, bf16            |
            --optimizer lion          | --optimizer = lion    | not one of adamw                       |
            --stack megatron-cor      | --stack = megatron-c  | neither a known software stack         | Maybe use megatron-core
            --objective best          | --objective = best    | not one of fastest, cheapest           |
            --top 0                   | --top = 0             | must be 1 or more                      |
            --max-memory 120%         | --max-memory = 120%   | at most 1                              |
            --time-limit soon         | --time-limit = soon   |                                        |
            -o /no/such/folder/plan   | /no/such/folder/plan  | folder that does not exist             | Create /no/such/folder first
            --seed x                  | --seed = x            | whole number                           |
            """)
    void optionThatBreaksARule(String option, String where, String rule, String suggestion) {
        CommandRun run = CommandRun.of("plan " + JOB + " " + option);

        assertRefused(run, "shardwright plan: ");
        assertThat(run.said()).contains(where, rule == null ? "" : rule, suggestion == null ? "" : suggestion);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --gpus 0               | --gpus = 0              | must be 1 or more
            --gpus -8              | --gpus = -8             | must be 1 or more
            --gpus 8,0             | --gpus = 8,0            | must be 1 or more
            --gpus 99999999999     | --gpus = 99999999999    | whole number
            --sequence-length 0    | --sequence-length = 0   | must be 1 or more
            --global-batch -1      | --global-batch = -1     | must be 1 or more
            --global-batch 1.5     | --global-batch = 1.5    | whole number
            --cluster dgx-h1000    | --cluster = dgx-h1000   | neither a known cluster nor a file
            """)
    void sizeThatIsNone(String option, String where, String rule) {
        String name = option.substring(0, option.indexOf(' '));
        CommandRun run = CommandRun.of("plan " + JOB.replaceFirst(name + " \\S+", option));

        assertRefused(run, "shardwright plan: ");
        assertThat(run.said()).contains(where, rule);
    }

    @Test
    void batchThatCannotBeDivided() {
        CommandRun run = CommandRun.of("plan " + JOB.replace("--global-batch 64", "--global-batch 63") + " --dp 8");

        assertRefused(run, "shardwright plan: ");
        assertThat(run.said())
                .contains("--global-batch = 63", "must be a multiple of micro-batch x data parallel (1 x 8");
    }

    @Test
    void allProblemsAtOnce() {
        CommandRun run = CommandRun.of("plan " + JOB.replace("8b", "9b") + " --tp x --zero 7 --top none");

        assertRefused(run, "shardwright plan: ");
        assertThat(run.said()).contains("--model = llama-3-9b", "--tp = x", "--zero = 7", "--top = none");
    }

    @Test
    void modelThatFitsNowhere() {
        CommandRun run = CommandRun.of(
                "plan --model llama-3.1-405b --cluster dgx-h100 --gpus 8 --sequence-length 4096 --global-batch 64");

        assertThat(run.status()).isEqualTo(ExitStatus.NOTHING_FITS);
        assertThat(run.out()).isEmpty();
        assertThat(run.said()).contains("no layout fits llama-3.1-405b on dgx-h100 (8 GPUs)", "GPUs would fit");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                 | a command is needed        |
            plam                               | unmatched argument         | Maybe use plan
            plan --modle llama-3-8b            | unknown options          | Maybe use --model
            plan                               | are missing                | For example: --model
            plan --gpus 8 --gpus 16            | specified only once        | plan --help
            plan --format yaml                 | --format = yaml            | must be text or json
            model                              | missing required           | model --help
            model show                         | missing required           | model show --help
            model show llama-3-80b             | model = llama-3-80b        | Maybe use llama-3-
            stack show nemotron                | stack = nemotron           | Maybe use
            export ../examples/llama-3-8b-on-8-h100.json | --to: is missing | Use one of megatron
            export FOLDER/none.json --to megatron     | none.json           |
            export FOLDER/plan.json --to megatron     | plan.json           |
            export FOLDER/plan.json --to megaton      | --to megaton        | Maybe use megatron
            validate FOLDER/none.jsonl         | there is no such file      | Check the path
            validate ../README.md              | is a measured run         | Training logs become measured runs
            validate --stack nemotron          | stack = nemotron           | Maybe use
            simulate                           | are missing                |
            simulate FOLDER/plan.json --trace step.txt         | step.txt: must end in .json or .json.gz | Maybe use step.txt.json
            simulate FOLDER/plan.json --draw step.pdf          | step.pdf: must end in .svg or .png      | Maybe use step.pdf.svg
            simulate FOLDER/plan.json --trace /no/such/t.json  | folder that does not exist              | Create /no/such first
            simulate FOLDER/plan.json --draw /no/such/t.svg    | folder that does not exist              | Create /no/such first
            """)
    void commandThatIsWrong(String line, String rule, String suggestion) {
        CommandRun run = CommandRun.of(line.replace("FOLDER", folder.toString()));

        assertRefused(run, "shardwright");
        assertThat(run.said()).contains(rule, suggestion == null ? "" : suggestion);
    }

    @Test
    void folderInPlaceOfAFile() throws IOException {
        Files.createDirectories(folder.resolve("folder.json"));
        CommandRun run = CommandRun.of("simulate " + JOB + " --trace " + folder.resolve("folder.json"));

        assertRefused(run, "shardwright simulate: ");
        assertThat(run.said()).contains("folder.json: is a folder", "Name a file in it");
    }

    private static void assertRefused(CommandRun run, String start) {
        assertThat(run.err()).startsWith(start).doesNotContain("\tat ", "Exception");
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    }
}
