package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.Traced;
import java.util.List;

/** A part of a script as it is written. */
sealed interface ShellNode {
    /** Commands one after another. */
    record Block(List<ShellNode> commands) implements ShellNode {
        static final Block EMPTY = new Block(List.of());
    }

    /** Assignments and words. */
    record Simple(List<Token> tokens) implements ShellNode {}

    /** {@code first && then} or {@code first || then}. */
    record Chained(ShellNode first, Token operator, ShellNode then) implements ShellNode {}

    record Negated(ShellNode command) implements ShellNode {}

    /** {@code [[ ... ]]}. */
    record Test(Traced where, List<Token> tokens) implements ShellNode {}

    /** {@code (( ... ))}. */
    record Arithmetic(Traced expression) implements ShellNode {}

    record Branch(Traced where, ShellNode condition, ShellNode then, ShellNode otherwise) implements ShellNode {}

    /** {@code for name in words}; a loop of another kind has no words. */
    record Loop(Traced where, Traced variable, List<Traced> words, ShellNode body) implements ShellNode {}

    record Choice(Traced where, Traced subject, List<Arm> arms) implements ShellNode {}

    /** One arm of a {@code case}. */
    record Arm(List<Traced> patterns, ShellNode body) {}

    record Function(Traced name, ShellNode body) implements ShellNode {}
}
