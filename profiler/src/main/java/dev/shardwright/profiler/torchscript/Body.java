package dev.shardwright.profiler.torchscript;

import java.util.ArrayList;
import java.util.List;

/** One step of a kernel in TorchScript: its operands, statements before the result, and the result's expression. */
final class Body {
    /** What an operand holds before the first step. */
    enum Filling {
        /** Normally distributed numbers, in the kernel's format. */
        NORMAL,
        /** Numbers from 0 to 1, in the kernel's format. */
        UNIFORM,
        /** Whole numbers below a bound. */
        INDEX,
        /** As NORMAL, but in the host's memory. */
        HOST
    }

    /** A tensor; gradients are taken with respect to those that are {@code differentiable}. */
    record Operand(String name, List<Long> dims, boolean differentiable, Filling filling, long bound) {
        static Operand fixed(String name, List<Long> dims) {
            return new Operand(name, dims, false, Filling.NORMAL, 0);
        }
    }

    private final List<Operand> operands = new ArrayList<>();
    private final List<String> statements;
    private final String expression;
    private List<Long> resultDims = List.of();

    private Body(List<String> statements, String expression) {
        this.statements = statements;
        this.expression = expression;
    }

    static Body of(String expression) {
        return new Body(List.of(), expression);
    }

    static Body of(List<String> statements, String expression) {
        return new Body(List.copyOf(statements), expression);
    }

    Body differentiable(String name, List<Long> dims) {
        operands.add(new Operand(name, dims, true, Filling.NORMAL, 0));
        return this;
    }

    Body fixed(String name, List<Long> dims) {
        operands.add(Operand.fixed(name, dims));
        return this;
    }

    Body filled(String name, List<Long> dims, Filling filling) {
        operands.add(new Operand(name, dims, false, filling, 0));
        return this;
    }

    Body indices(String name, List<Long> dims, long below) {
        operands.add(new Operand(name, dims, false, Filling.INDEX, below));
        return this;
    }

    Body result(List<Long> dims) {
        resultDims = dims;
        return this;
    }

    List<Operand> operands() {
        return operands;
    }

    List<String> statements() {
        return statements;
    }

    String expression() {
        return expression;
    }

    List<Long> resultDims() {
        return resultDims;
    }
}
