package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.shell.Invocation;
import dev.shardwright.planner.importing.shell.Word;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The command of a script that starts the training: the launcher with its options, the program, and the program's
 * arguments. The program is empty where a text holds arguments only.
 */
record Launch(List<Word> launcher, String program, List<Word> arguments) {
    /** Fewer flags than this are no training job. */
    private static final int FEWEST_FLAGS = 3;

    /** The one with the most arguments, which is the training beside its preparations. */
    static Optional<Launch> of(List<Invocation> invocations) {
        return invocations.stream()
                .map(Launch::of)
                .flatMap(Optional::stream)
                .max(Comparator.comparingInt((Launch launch) -> launch.arguments.size()));
    }

    private static Optional<Launch> of(Invocation invocation) {
        List<Word> words = invocation.words();
        for (int i = 0; i < words.size(); i++) {
            boolean module = words.get(i).string().equals("-m")
                    && i + 1 < words.size()
                    && !words.get(i + 1).string().startsWith("torch.distributed");
            if (module || isProgram(words.get(i).string())) {
                int program = module ? i + 1 : i;
                return Optional.of(new Launch(
                        words.subList(0, i), words.get(program).string(), words.subList(program + 1, words.size())));
            }
        }
        boolean flags =
                words.stream().filter(word -> word.string().startsWith("--")).count() >= FEWEST_FLAGS;
        return flags ? Optional.of(new Launch(List.of(), "", words)) : Optional.empty();
    }

    private static boolean isProgram(String word) {
        return word.endsWith(".py") && !word.startsWith("-");
    }

    /** The file name of the program. */
    String programName() {
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
