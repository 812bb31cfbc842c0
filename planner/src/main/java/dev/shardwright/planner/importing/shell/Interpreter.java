package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.planner.importing.source.Sources;
import dev.shardwright.planner.importing.source.Traced;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Follows a script and lists the commands it would run. No command is run, no file is read. */
final class Interpreter {
    private static final Set<String> SHELLS = Set.of("bash", "sh", "zsh", "/bin/bash", "/bin/sh");
    private static final Set<String> INCLUDES = Set.of("source", ".");
    private static final Set<String> QUIET = Set.of("echo", "printf", "cd", "set", "shift", "exit", "return", "trap");

    private final Sources sources;
    private final BiFunction<Traced, String, RuntimeException> failure;
    private final Scope scope = new Scope();
    private final Budget budget;
    private final Parameters parameters;
    private final Map<String, ShellNode> functions = new LinkedHashMap<>();
    private final List<Invocation> invocations = new ArrayList<>();
    private final List<ShellRemark> remarks = new ArrayList<>();
    private final Map<String, Traced> choices = new LinkedHashMap<>();

    Interpreter(Sources sources, BiFunction<Traced, String, RuntimeException> failure) {
        this.sources = sources;
        this.failure = failure;
        this.budget = new Budget(failure);
        this.parameters = new Parameters(scope, budget);
    }

    Scope scope() {
        return scope;
    }

    List<Invocation> invocations() {
        return invocations;
    }

    List<ShellRemark> remarks() {
        return remarks;
    }

    /** Where a variable that nobody sets is first compared with something. */
    Map<String, Traced> choices() {
        return choices;
    }

    private Status decide(List<Word> words) {
        Conditions.compared(words).forEach(this::chooses);
        return Conditions.decide(words, parameters);
    }

    private void chooses(Word word) {
        word.variables().forEach(name -> choices.putIfAbsent(name, word.mention()));
    }

    Status run(Traced script) {
        return run(ShellParser.parse(script, failure));
    }

    private Status run(ShellNode node) {
        if (node instanceof ShellNode.Block block) {
            Status status = Status.YES;
            for (ShellNode command : block.commands()) {
                status = run(command);
            }
            return status;
        }
        if (node instanceof ShellNode.Simple simple) {
            return simple(simple.tokens());
        }
        if (node instanceof ShellNode.Chained chained) {
            return chained(chained);
        }
        if (node instanceof ShellNode.Negated negated) {
            return run(negated.command()).not();
        }
        if (node instanceof ShellNode.Test test) {
            return decide(testWords(test.tokens()));
        }
        if (node instanceof ShellNode.Arithmetic arithmetic) {
            return arithmetic(arithmetic.expression());
        }
        return compound(node);
    }

    private Status compound(ShellNode node) {
        if (node instanceof ShellNode.Branch branch) {
            return branch(branch);
        }
        if (node instanceof ShellNode.Loop loop) {
            return loop(loop);
        }
        if (node instanceof ShellNode.Choice choice) {
            return choice(choice);
        }
        ShellNode.Function function = (ShellNode.Function) node;
        functions.put(function.name().text(), function.body());
        return Status.YES;
    }

    private Status chained(ShellNode.Chained chained) {
        Status first = run(chained.first());
        boolean and = chained.operator().isOperator("&&");
        if (first == Status.UNKNOWN) {
            remarks.add(new ShellRemark(
                    chained.operator().text(),
                    "whether what stands behind " + chained.operator().text() + " runs cannot be told: left out"));
            return Status.UNKNOWN;
        }
        return (first == Status.YES) == and ? run(chained.then()) : first;
    }

    private Status arithmetic(Traced expression) {
        var value = parameters.arithmetic(Expansion.word(parameters, expression).unset());
        return value.isPresent() ? Status.of(value.getAsLong() != 0) : Status.UNKNOWN;
    }

    private Status branch(ShellNode.Branch branch) {
        Status status = run(branch.condition());
        if (status == Status.UNKNOWN) {
            remarks.add(new ShellRemark(branch.where(), "this condition cannot be decided here: taken as false"));
        }
        return run(status == Status.YES ? branch.then() : branch.otherwise());
    }

    private Status loop(ShellNode.Loop loop) {
        List<Word> items = loop.words().stream()
                .flatMap(raw -> Expansion.words(parameters, raw).stream())
                .toList();
        if (items.isEmpty()) {
            remarks.add(new ShellRemark(loop.where(), "the loop's body is left out"));
            return Status.YES;
        }
        if (items.size() > 1) {
            remarks.add(new ShellRemark(
                    loop.where(),
                    "loops over " + items.size() + " values of " + loop.variable() + ": the first is read"));
        }
        scope.set(loop.variable().text(), List.of(items.get(0)));
        return run(loop.body());
    }

    private Status choice(ShellNode.Choice choice) {
        Word subject = Expansion.word(parameters, choice.subject());
        chooses(subject);
        if (subject.needsProgram()) {
            remarks.add(new ShellRemark(choice.where(), "this case depends on a program: left out"));
            return Status.UNKNOWN;
        }
        for (ShellNode.Arm arm : choice.arms()) {
            if (arm.patterns().stream().anyMatch(p -> matches(p, subject))) {
                return run(arm.body());
            }
        }
        return Status.YES;
    }

    private boolean matches(Traced pattern, Word subject) {
        return Trimming.Glob.matches(Expansion.word(parameters, pattern).unset(), subject.unset());
    }

    private List<Word> testWords(List<Token> tokens) {
        return tokens.stream()
                .map(token -> token.kind() == Token.Kind.WORD
                        ? Expansion.word(parameters, token.text())
                        : Word.of(token.text()))
                .toList();
    }

    private Status simple(List<Token> all) {
        List<Token> tokens =
                all.stream().filter(token -> token.kind() != Token.Kind.INPUT).toList();
        Optional<List<Word>> separators = scope.get(Reading.SEPARATORS);
        Assignments assignments = new Assignments(scope, parameters);
        int commandStart = assignments.take(tokens);
        if (commandStart >= tokens.size()) {
            return Status.YES;
        }
        budget.command(tokens.get(commandStart).text());
        List<Word> words = new ArrayList<>();
        for (Token token : tokens.subList(commandStart, tokens.size())) {
            words.addAll(Expansion.words(parameters, token.text()));
        }
        Optional<Token> input =
                all.stream().filter(token -> token.kind() == Token.Kind.INPUT).findFirst();
        if (!words.isEmpty() && words.get(0).string().equals("read") && input.isPresent()) {
            Reading.carryOut(words, Expansion.word(parameters, input.get().text()), scope);
            if (commandStart > 0) { // IFS=, read ...: for this command only
                separators.ifPresentOrElse(
                        old -> scope.set(Reading.SEPARATORS, old), () -> scope.unset(Reading.SEPARATORS));
            }
            return Status.YES;
        }
        return words.isEmpty() ? Status.YES : command(words);
    }

    private Status command(List<Word> words) {
        String name = words.get(0).string();
        if (name.equals("[") || name.equals("test")) {
            int end = words.size() - (words.get(words.size() - 1).string().equals("]") ? 1 : 0);
            return decide(words.subList(1, Math.max(1, end)));
        }
        if (functions.containsKey(name)) {
            return call(words);
        }
        if (name.equals("false")) {
            return Status.NO;
        }
        if (INCLUDES.contains(name)) {
            return include(words);
        }
        return QUIET.contains(name) ? Status.YES : started(words);
    }

    private Status call(List<Word> words) {
        budget.enter(words.get(0).mention());
        scope.enter(words.subList(1, words.size()));
        Status status = run(functions.get(words.get(0).string()));
        scope.leave();
        budget.leave();
        return status;
    }

    /** Only a file that was handed in, too, is looked into. */
    private Status include(List<Word> words) {
        Optional<SourceFile> file =
                words.size() < 2 ? Optional.empty() : sources.named(words.get(1).string());
        if (file.isEmpty()) {
            remarks.add(new ShellRemark(
                    words.get(0).mention(), "includes another file, which was not given: its settings are not known"));
            return Status.YES;
        }
        return nested(sources.text(file.get()));
    }

    private Status nested(Traced script) {
        budget.enter(script);
        Status status = run(script);
        budget.leave();
        return status;
    }

    /** Shells that are handed a script as a word are followed into it. */
    private Status started(List<Word> words) {
        boolean eval = words.get(0).string().equals("eval");
        int script = eval ? 1 : shellScript(words);
        if (script > 0 && script < words.size()) {
            if (script > 1) {
                invocations.add(new Invocation(words.subList(0, script)));
            }
            Traced text = eval
                    ? joined(words.subList(1, words.size()))
                    : words.get(script).text();
            return nested(text);
        }
        invocations.add(new Invocation(words));
        boolean decides = words.get(0).string().matches("command|grep|which|nvidia-smi|python3?|git|hash|type");
        return decides && words.size() < 4 ? Status.UNKNOWN : Status.YES;
    }

    private static Traced joined(List<Word> words) {
        Traced text = Traced.EMPTY;
        for (Word word : words) {
            text = text.plus(Traced.made(" ")).plus(word.text());
        }
        return text;
    }

    /** Index of the script behind {@code bash -c}; 0 if there is none. */
    private static int shellScript(List<Word> words) {
        return IntStream.range(0, words.size() - 2)
                .filter(i -> SHELLS.contains(words.get(i).string()))
                .filter(i -> words.get(i + 1).string().matches("-[a-z]*c"))
                .map(i -> i + 2)
                .findFirst()
                .orElse(0);
    }
}
